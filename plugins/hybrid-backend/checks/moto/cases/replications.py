"""A DMS task from its first test to its stop, and what plans make of it."""

from __future__ import annotations

from typing import Any

from names import AWS, ON_PREM
from stage import FAILOVER_BACK, Stage

RULE = "replication-caught-up"


def course(stage: Stage) -> None:
    check, api, task = stage.check, stage.api, stage.replication.task
    found = _only(stage)
    check.same("it is ready", found["state"], "ready")
    check.same(
        "its ends have their sites by their tags",
        [
            (end["role"], end.get("site"), end["connection"])
            for end in found["endpoints"]
        ],
        [("source", AWS, "untested"), ("target", ON_PREM, "untested")],
    )
    refused = api.replicate("shop", "start", {})
    check.same(
        "untested, it is not started", (refused.status, refused.problem), _NOT_NOW
    )

    tested = api.replicate("shop", "test")
    check.same("a test is taken", tested.status, 202)
    check.same(
        "both connections are good then",
        [end["connection"] for end in _only(stage)["endpoints"]],
        ["successful", "successful"],
    )
    check.same("it can be tested again", api.replicate("shop", "test").status, 202)
    _only(stage)

    start = _action(stage, "start")
    check.same(
        "the first start is the first run's",
        start.get("startType"),
        "start-replication",
    )
    check.same("it is taken", api.replicate("shop", "start", {}).status, 202)
    check.same("moto runs it", task()["Status"], "running")
    check.same("and the platform says so", _only(stage)["state"], "running")

    check.same(
        "without a measured lag, traffic does not follow", _rule(stage)["passed"], False
    )
    stage.replication.put_lag(3)
    rule = _rule(stage)
    check.same("with a short one it may", rule["passed"], True)
    # The lag when it was measured, and the time since.
    check.within("and what is at risk is told", rule["writesAtRiskSeconds"], 3, 180)
    stage.replication.put_lag(90)
    rule = _rule(stage)
    check.same(
        "with a long one it may not: the longest of a minute counts",
        rule["passed"],
        False,
    )
    check.within("and more is at risk", rule["writesAtRiskSeconds"], 90, 270)
    check.same("the platform shows the lag", _only(stage).get("lagSeconds"), 90)

    check.same("a stop is taken", api.replicate("shop", "stop").status, 202)
    check.same("moto stopped it", task()["Status"], "stopped")
    rule = _rule(stage)
    check.same("traffic does not follow a stopped one", rule["passed"], False)
    check.that("and the plan says why", "stopped" in rule["explanation"], rule)
    again = api.replicate("shop", "stop")
    check.same("it cannot be stopped twice", (again.status, again.problem), _NOT_NOW)
    start = _action(stage, "start")
    check.same("the next start goes on", start.get("startType"), "resume-processing")
    check.same("it is taken, too", api.replicate("shop", "start", {}).status, 202)
    check.same("moto runs it again", task()["Status"], "running")


_NOT_NOW = (409, "replication-state")


def _only(stage: Stage) -> dict[str, Any]:
    [found] = stage.api.replications("shop")
    return found


def _action(stage: Stage, name: str) -> dict[str, Any]:
    [found] = [each for each in _only(stage)["actions"] if each["action"] == name]
    return found


def _rule(stage: Stage) -> dict[str, Any]:
    """What the safety rule says of traffic to the site that receives."""
    plan = stage.api.plan("payment", FAILOVER_BACK).body
    [found] = [rule for rule in plan["rules"] if rule["id"] == RULE]
    return found
