"""What AWS does not tell: unknown is not passed, and not zero."""

from __future__ import annotations

from typing import Any

from names import SITES, weights
from stage import FAILOVER_BACK, Stage
from world import Platform, make_replication, make_vpn

RULE = "replication-caught-up"


def old_lag(stage: Stage) -> None:
    check = stage.check
    aged = Platform(stage.aws, "aged", stage.network)
    aged.add_service("ledger", weights(40, 60))
    replication = make_replication(stage.aws, aged.id)
    stage.api.platform("aged")
    stage.api.replicate("aged", "test")
    stage.api.replications("aged")
    started = stage.api.replicate("aged", "start", {})
    check.same("its replication runs", started.status, 202)
    replication.put_lag(1, age=9.5)
    rule = _rule(stage, "ledger")
    check.same("the safety rule fails", rule["passed"], False)
    check.that("and does not promise 1 s", "writesAtRiskSeconds" not in rule, rule)


def nameless_endpoints(stage: Stage) -> None:
    unnamed = Platform(stage.aws, "unnamed", stage.network)
    unnamed.add_service("orders", weights(40, 60))
    make_replication(stage.aws, unnamed.id, sites=False)
    stage.api.platform("unnamed")
    rule = _rule(stage, "orders")
    stage.check.same("the safety rule fails", rule["passed"], False)
    stage.check.same("and can be forced", rule["forceable"], True)


def no_telemetry(stage: Stage) -> None:
    connection = make_vpn(stage.aws, stage.untidy.id, None)
    tunnels = stage.api.platform("untidy").body["tunnels"]
    stage.check.same(
        "the connection is shown, with tunnels of which nothing is known",
        {(each["connectionId"], each["state"]) for each in tunnels},
        {(connection, "unknown")},
    )


def no_metrics(stage: Stage) -> None:
    [shown] = [
        each
        for each in stage.api.platform("shop").body["serviceStatuses"]
        if each["service"] == "payment"
    ]
    for site in SITES:
        total = shown["sites"][site].get("targets", {}).get("total")
        stage.check.that(f"no count of 0 is made up for {site}", total != 0, total)


def _rule(stage: Stage, service: str) -> dict[str, Any]:
    plan = stage.api.plan(service, FAILOVER_BACK).body
    [found] = [rule for rule in plan["rules"] if rule["id"] == RULE]
    return found
