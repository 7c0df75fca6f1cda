"""Weights that others write."""

from __future__ import annotations

from harness import until
from names import ON_PREM, weights
from stage import FAILOVER, RESET, Stage


def unexplained(stage: Stage) -> None:
    check, order = stage.check, stage.shop.services["order"]
    order.write(weights(70, 30))
    drift = until(
        lambda: stage.api.service("order").body.get("drift"), lambda found: found, 5
    )
    check.that("it is drift", drift is not None)
    drift = drift or {}
    check.same(
        "what was expected is the last shift's", drift.get("expected"), weights(90, 10)
    )
    check.same("what is there is moto's", drift.get("actual"), weights(70, 30))
    check.that(
        "who it was is not made up: moto has no CloudTrail",
        "changedBy" not in drift,
        drift,
    )
    shift = stage.api.shift_and_wait(
        "order", {**RESET, "force": ["replication-caught-up"]}
    ).body
    check.same("a reset ends it", shift.get("state"), "succeeded")
    check.same("moto has the default weights", order.weights(), weights(100, 0))
    status = stage.api.service("order").body
    check.that("and nothing drifts", "drift" not in status, status.get("drift"))


def put_back(stage: Stage) -> None:
    check = stage.check
    gifts = stage.untidy.add_service("gifts", weights(40, 60))
    gifts.say_targets(ON_PREM, "unhealthy/Target.Timeout")
    shift = stage.api.shift_and_wait("gifts", FAILOVER).body
    check.same("the failover succeeded", shift.get("state"), "succeeded")
    gifts.write(weights(40, 60))
    drift = until(
        lambda: stage.api.service("gifts").body.get("drift"), lambda found: found, 2
    )
    check.that("it is drift", drift is not None)
    drift = drift or {}
    check.same(
        "what was expected is the failover's", drift.get("expected"), weights(0, 100)
    )
    check.same("what is there is the default", drift.get("actual"), weights(40, 60))
