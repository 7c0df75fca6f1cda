"""Holds: by one person against another, and as others write them."""

from __future__ import annotations

import re

from names import HOLD, weights
from stage import FAILOVER, Stage


def hold(stage: Stage) -> None:
    check, order = stage.check, stage.shop.services["order"]
    held = stage.api.hold(
        "order", {"durationSeconds": 600, "reason": "a sale"}, user="mina"
    )
    check.same("it is taken", held.status, 200)
    tag = stage.aws.tags(order.rule_arn).get(HOLD, "")
    check.that(
        "the rule's tag has the time and the holder, as the Lambdas read it",
        re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z user:default/mina", tag) is not None,
        tag,
    )
    shown = stage.api.service("order").body.get("hold", {})
    check.same("the card shows the holder", shown.get("by"), "user:default/mina")
    check.same("and the reason", shown.get("reason"), "a sale")
    refused = stage.api.shift("order", FAILOVER, user="sora")
    check.same("another's shift is refused", refused.status, 409)
    check.same("by the rule about holds", refused.failed_rules, ["not-held"])
    remedy = refused.body["error"]["problem"]["remedy"]
    check.that("whom to ask is said", "user:default/mina" in remedy, remedy)
    check.same("nothing was written", order.weights(), weights(100, 0))
    other = stage.api.hold(
        "order", {"durationSeconds": 600, "reason": "mine"}, user="sora"
    )
    check.same(
        "another's hold is refused",
        (other.status, other.problem),
        (409, "service-held"),
    )
    shift = stage.api.shift_and_wait(
        "order", {"kind": "custom", "weights": weights(90, 10)}, user="mina"
    ).body
    check.same("the holder's shift succeeds", shift.get("state"), "succeeded")
    check.same("moto has its weights", order.weights(), weights(90, 10))
    check.same("and the hold stays", stage.aws.tags(order.rule_arn).get(HOLD), tag)
    check.same(
        "the holder releases it", stage.api.release("order", user="mina").status, 204
    )
    check.that("the tag is gone", HOLD not in stage.aws.tags(order.rule_arn))


def nameless(stage: Stage) -> None:
    check = stage.check
    wishlist = stage.untidy.add_service("wishlist", weights(40, 60))
    forever = "2999-01-01T00:00:00Z"
    stage.aws.tag(wishlist.rule_arn, {HOLD: forever})
    status = stage.api.service("wishlist").body
    check.that("the card shows it", "hold" in status)
    refused = stage.api.shift_and_wait("wishlist", FAILOVER)
    check.same("a shift is refused", refused.status, 409)
    check.same("by the rule about holds", refused.failed_rules, ["not-held"])
    check.same("nothing was written", wishlist.weights(), weights(40, 60))
    check.same("the tag stays", stage.aws.tags(wishlist.rule_arn).get(HOLD), forever)
