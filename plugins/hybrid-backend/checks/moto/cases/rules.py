"""Rules and tags that are not as the platform's template makes them."""

from __future__ import annotations

from names import AWS, DEFAULT_WEIGHT, ENTITY, ON_PREM, SITES, weights
from stage import FAILOVER, Stage
from world import ADDRESSES, Service, forward


def third_group(stage: Stage) -> None:
    check = stage.check
    prices = stage.untidy.add_service("prices", weights(40, 60))
    green = stage.untidy.add_group("prices-green", ADDRESSES[AWS], {})
    other = {"TargetGroupArn": green, "Weight": 100}
    prices.write(weights(40, 60), other)
    sites = stage.api.service("prices").body["sites"]
    check.same(
        "the sites have the half that is theirs",
        [sites[site]["share"] for site in SITES],
        [20, 30],
    )
    stage.api.shift_and_wait("prices", FAILOVER)
    check.same("after a failover moto has", prices.weights(), weights(0, 100))
    aws = stage.api.service("prices").body["sites"][AWS]
    check.same("AWS has the half that is its", aws["share"], 50)


def two_rules(stage: Stage) -> None:
    check = stage.check
    basket = stage.untidy.add_service("basket", weights(40, 60))
    listener = stage.untidy.add_listener(8080)
    second = stage.untidy.add_rule(
        "basket", forward(basket.groups, weights(40, 60)), listener
    )
    also = Service(
        stage.aws, "basket", second, basket.groups, stage.untidy.load_balancer_arn
    )
    answer = stage.api.service("basket")
    check.same("the service is answered", answer.status, 200)
    shift = stage.api.shift_and_wait("basket", FAILOVER).body
    check.same("it can be failed over", shift.get("state"), "succeeded")
    check.same(
        "moto has moved both rules",
        [basket.weights(), also.weights()],
        [weights(0, 100), weights(0, 100)],
    )


def no_default_weight(stage: Stage) -> None:
    check = stage.check
    search = stage.untidy.add_service("search", weights(40, 60))
    stage.aws.untag(search.groups[ON_PREM], DEFAULT_WEIGHT)
    shift = stage.api.shift_and_wait("search", FAILOVER).body
    check.same("it can be failed over", shift.get("state"), "succeeded")
    check.same("moto has moved it", search.weights(), weights(0, 100))
    reset = stage.api.plan("search", {"kind": "reset"})
    check.that("but not reset: nobody knows to what", reset.status >= 400, reset)


def short_entity_ref(stage: Stage) -> None:
    reviews = stage.untidy.add_service("reviews", weights(40, 60))
    stage.aws.tag(reviews.rule_arn, {ENTITY: "component:reviews"})
    answer = stage.api.service("reviews")
    stage.check.same("the problem is the tag", answer.problem, "entity-tag-mismatch")
    message = answer.body["error"]["problem"]["message"]
    stage.check.that(
        "that it is no full ref is said", "full entity ref" in message, message
    )
