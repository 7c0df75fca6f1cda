"""Shifts of one service, and what moto has on the rule after them."""

from __future__ import annotations

import uuid
from typing import Any

from harness import until
from names import AWS, HOLD, weights
from stage import FAILOVER, RESET, Stage
from world import Service

RULES = (
    "owner-matches",
    "no-active-shift",
    "not-held",
    "gaining-site-healthy",
    "never-dark",
    "replication-caught-up",
    "cooldown",
)


def plan(stage: Stage) -> None:
    check, cart = stage.check, stage.shop.services["cart"]
    answer = stage.api.plan("cart", FAILOVER)
    check.same("the plan is answered", answer.status, 200)
    body = answer.body
    check.same("it begins at the weights of the rule", body["from"], weights(40, 60))
    check.same("it ends with all at AWS", body["to"], weights(0, 100))
    check.same("it is allowed", body["allowed"], True)
    passed = {rule["id"] for rule in body["rules"] if rule["passed"]}
    for rule in RULES:
        check.that(f"the rule {rule} passed", rule in passed, body["rules"])
    check.same("nothing was written", cart.weights(), weights(40, 60))


def failover(stage: Stage) -> None:
    check, cart = stage.check, stage.shop.services["cart"]
    before = _without_weights(cart)
    tags = stage.aws.tags(cart.rule_arn)
    key = str(uuid.uuid4())
    started = stage.api.shift("cart", FAILOVER, key=key)
    check.same("it is taken", started.status, 202)
    path = f"services/default/component/cart/shifts/{started.body['id']}"
    shift = stage.api.ended(path).body
    check.same("it succeeded", shift["state"], "succeeded")
    check.same("moto has all weight at AWS", cart.weights(), weights(0, 100))
    check.same("all else of the rule is as before", _without_weights(cart), before)
    check.same(
        "the rule has its tags, and no others", stage.aws.tags(cart.rule_arn), tags
    )
    check.same("its events are told in order", _events(shift), _SUCCESS)
    check.same(
        "its events are numbered",
        [event["sequence"] for event in shift["events"]],
        list(range(1, len(shift["events"]) + 1)),
    )
    [written] = [each for each in shift["events"] if each["type"] == "weights-written"]
    check.same(
        "the event has the weights that were written",
        written["weights"],
        weights(0, 100),
    )
    check.that(
        "and the id of AWS's request", bool(written.get("awsRequestId")), written
    )
    check.that("the time that it took is told", shift["recoveryTimeSeconds"] > 0, shift)
    again = stage.api.shift("cart", FAILOVER, key=key)
    check.same("the same key starts nothing new", again.status, 200)
    check.same("but answers with that shift", again.body["id"], shift["id"])
    status = stage.api.service("cart").body
    check.same("the card shows all at AWS", status["sites"][AWS]["share"], 100)
    check.that("and no drift", "drift" not in status, status.get("drift"))
    check.same("and the shift as the last one", status["lastShift"]["id"], shift["id"])


def reset(stage: Stage) -> None:
    check, cart = stage.check, stage.shop.services["cart"]
    # The replication does not run yet, and the traffic goes back to where it writes.
    refused = stage.api.shift("cart", RESET)
    check.same("without a running replication it is refused", refused.status, 409)
    check.same("by its safety rule", refused.failed_rules, ["replication-caught-up"])
    check.same("and nothing was written", cart.weights(), weights(0, 100))
    shift = stage.api.shift_and_wait(
        "cart", {**RESET, "force": ["replication-caught-up"]}
    ).body
    check.same("by force it succeeded", shift.get("state"), "succeeded")
    check.same(
        "what was forced is recorded", shift.get("forced"), ["replication-caught-up"]
    )
    check.that(
        "and an event tells of it", "rule-forced" in _events(shift), _events(shift)
    )
    check.same("moto has the default weights", cart.weights(), weights(40, 60))


def gate(stage: Stage) -> None:
    check, cart = stage.check, stage.shop.services["cart"]
    steps = [{"aws": 80, "bakeSeconds": 4}, {"aws": 100}]
    started = stage.api.shift("cart", {"kind": "custom", "steps": steps})
    path = f"services/default/component/cart/shifts/{started.body['id']}"
    until(
        lambda: stage.api.get(path).body,
        lambda shift: "baking" in _events(shift),
    )
    check.same(
        "while it bakes, moto has the weights of the step",
        cart.weights(),
        weights(20, 80),
    )
    check.that("and the rule is held", HOLD in stage.aws.tags(cart.rule_arn))
    cart.say_targets(AWS, "unhealthy/Target.FailedHealthChecks")
    shift = stage.api.ended(path).body
    cart.heal_targets(AWS)
    check.same("it is rolled back", shift["state"], "rolled-back")
    check.same("because of its gate", shift["problem"]["code"], "health-gate-failed")
    check.same("moto has the weights from before", cart.weights(), weights(40, 60))
    check.that("and the hold is gone", HOLD not in stage.aws.tags(cart.rule_arn))
    check.that("the second step never began", not _of_step(shift, 2), shift["events"])


def refused(stage: Stage) -> None:
    check, order = stage.check, stage.shop.services["order"]
    order.say_targets(AWS, "initial/Elb.InitialHealthChecking")
    answer = stage.api.shift("order", FAILOVER)
    check.same("a failover to it is refused", answer.status, 409)
    check.same("as a failed safety rule", answer.problem, "safety-rule-failed")
    check.that(
        "the gaining site is not healthy",
        "gaining-site-healthy" in answer.failed_rules,
        answer.failed_rules,
    )
    check.that(
        "it would be dark", "never-dark" in answer.failed_rules, answer.failed_rules
    )
    message = answer.body["error"]["problem"]["message"]
    check.that("the figures are told", "0 of 2 targets healthy" in message, message)
    check.same("nothing was written", order.weights(), weights(100, 0))
    site = stage.api.service("order").body["sites"][AWS]
    check.same(
        "the card counts the reasons",
        site["targets"],
        {
            "healthy": 0,
            "total": 2,
            "unknown": 2,
            "reasons": {"Elb.InitialHealthChecking": 2},
        },
    )
    order.heal_targets(AWS)


_SUCCESS = [
    "requested",
    "plan-evaluated",
    "rule-read",
    "weights-written",
    "weights-confirmed",
    "verified",
    "succeeded",
]


def _events(shift: dict[str, Any]) -> list[str]:
    return [event["type"] for event in shift.get("events", [])]


def _of_step(shift: dict[str, Any], step: int) -> list[dict[str, Any]]:
    return [event for event in shift["events"] if event.get("step") == step]


def _without_weights(service: Service) -> dict[str, Any]:
    """The rule, but for what a shift changes."""
    rule = service.aws.rule(service.rule_arn)
    for group in rule["Actions"][-1]["ForwardConfig"]["TargetGroups"]:
        del group["Weight"]
    return rule
