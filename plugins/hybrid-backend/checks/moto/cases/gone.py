"""What was deleted or replaced, and the tag query still lists."""

from __future__ import annotations

from harness import until
from names import AWS, DEFAULT_WEIGHT, ON_PREM, SERVICE, SITE, weights
from stage import FAILOVER, Stage
from world import ADDRESSES, forward


def rule(stage: Stage) -> None:
    check, untidy = stage.check, stage.untidy
    old = untidy.add_service("old", weights(40, 60))
    untidy.add_service("returns", weights(30, 70))
    stage.aws.elb.delete_rule(RuleArn=old.rule_arn)
    body = stage.api.platform("untidy").body
    check.same("the view of its platform is fresh", body["snapshot"]["stale"], False)
    shown = [each["service"] for each in body["serviceStatuses"]]
    check.that("the service is not shown as one that works", "old" not in shown, shown)
    check.that("the others are", "returns" in shown, shown)
    answer = stage.api.service("old")
    check.that(
        "its card says that it is not found",
        answer.problem == "service-not-found",
        answer,
    )
    refused = stage.api.shift("old", FAILOVER)
    check.same("it cannot be shifted", refused.problem, "service-not-found")
    shift = stage.api.shift_and_wait("returns", FAILOVER).body
    check.same("another service can", shift.get("state"), "succeeded")
    check.same(
        "moto has moved it", untidy.services["returns"].weights(), weights(0, 100)
    )


def listener(stage: Stage) -> None:
    check = stage.check
    answer = stage.api.platform("gone")
    check.same("the platform is answered", answer.status, 200)
    check.same("its view is fresh", answer.body["snapshot"]["stale"], False)
    shown = [each["service"] for each in answer.body["serviceStatuses"]]
    check.same("the living service is shown, and no other", shown, ["living"])
    living = stage.gone.services["living"]
    status = stage.api.service("living")
    check.same("its card is answered", status.status, 200)
    shift = stage.api.shift_and_wait("living", FAILOVER).body
    check.same("it can be failed over", shift.get("state"), "succeeded")
    check.same("moto has moved it", living.weights(), weights(0, 100))
    report = stage.api.evacuate("gone", {"off": "aws"}).body
    check.same("the platform can be evacuated", report.get("state"), "completed")


def replaced_rule(stage: Stage) -> None:
    check = stage.check
    offers = stage.untidy.add_service("offers", weights(40, 60))
    stage.aws.elb.delete_rule(RuleArn=offers.rule_arn)
    offers.rule_arn = stage.untidy.add_rule(
        "offers", forward(offers.groups, weights(20, 80))
    )
    answer = stage.api.service("offers")
    check.same("the service is answered", answer.status, 200)
    share = answer.body["sites"][AWS]["share"]
    check.same("with the weights of the rule that there is", share, 80)
    shift = stage.api.shift_and_wait("offers", FAILOVER).body
    check.same("it can be failed over", shift.get("state"), "succeeded")
    check.same("moto has moved it", offers.weights(), weights(0, 100))


def replaced_group(stage: Stage) -> None:
    check = stage.check
    labels = stage.untidy.add_service("labels", weights(40, 60))
    before = labels.groups[ON_PREM]
    labels.groups[ON_PREM] = stage.untidy.add_group(
        "labels-on-prem-2",
        ADDRESSES[ON_PREM],
        {SERVICE: "labels", SITE: ON_PREM, DEFAULT_WEIGHT: "40"},
    )
    labels.write(weights(40, 60))
    stage.aws.elb.delete_target_group(TargetGroupArn=before)
    answer = stage.api.service("labels")
    check.same("the service is answered", answer.status, 200)
    check.same(
        "with the targets of the group that there is",
        answer.body["sites"][ON_PREM]["targets"]["healthy"],
        2,
    )
    shift = stage.api.shift_and_wait("labels", FAILOVER).body
    check.same("it can be failed over", shift.get("state"), "succeeded")
    check.same("moto has moved it", labels.weights(), weights(0, 100))


def replaced_meanwhile(stage: Stage) -> None:
    check = stage.check
    returns = stage.untidy.services["returns"]
    steps = [{"aws": 80, "bakeSeconds": 2}, {"aws": 100}]
    started = stage.api.shift("returns", {"kind": "custom", "steps": steps})
    path = f"services/default/component/returns/shifts/{started.body['id']}"
    until(
        lambda: stage.api.get(path).body,
        lambda shift: any(event["type"] == "baking" for event in shift["events"]),
    )
    stage.aws.elb.delete_rule(RuleArn=returns.rule_arn)
    returns.rule_arn = stage.untidy.add_rule(
        "returns", forward(returns.groups, weights(20, 80))
    )
    shift = stage.api.ended(path, seconds=10).body
    found_again = shift["state"] == "succeeded" and returns.weights() == weights(0, 100)
    ended = shift.get("problem", {}).get("code") == "interrupted"
    check.that(
        "the shift goes on with the new rule, or ends as interrupted",
        found_again or ended,
        {key: shift.get(key) for key in ("state", "problem")},
    )
