"""All services off one site."""

from __future__ import annotations

from names import AWS, weights
from stage import Stage


def evacuation(stage: Stage) -> None:
    check, shop = stage.check, stage.shop
    # `payment` is at AWS already, and `stock` has no healthy target there.
    shop.services["stock"].say_targets(AWS, "unused/Target.NotInUse")
    plan = stage.api.call(
        "POST", "platforms/shop/evacuations/plans", {"off": "on-prem"}
    )
    check.same("the plan is answered", plan.status, 200)
    check.same(
        "it judges every service",
        {item["service"]: item["verdict"] for item in plan.body["items"]},
        {
            "cart": "shift",
            "order": "shift",
            "payment": "nothing-to-do",
            "stock": "refused",
        },
    )
    check.same(
        "and names the rules that refuse",
        [
            sorted(rule["id"] for rule in item["failed"])
            for item in plan.body["items"]
            if item["verdict"] == "refused"
        ],
        [["gaining-site-healthy", "never-dark"]],
    )
    report = stage.api.evacuate("shop", {"off": "on-prem"}).body
    check.same("it is carried out", report.get("state"), "completed")
    items = {item["service"]: item for item in report.get("items", [])}
    check.same(
        "each service has its result",
        {name: item["state"] for name, item in items.items()},
        {
            "cart": "succeeded",
            "order": "succeeded",
            "payment": "nothing-to-do",
            "stock": "refused",
        },
    )
    check.same(
        "the counts agree",
        {state: count for state, count in report["counts"].items() if count},
        {"succeeded": 2, "nothing-to-do": 1, "refused": 1},
    )
    check.that(
        "the time until each was verified is told",
        all(
            items[name].get("recoveryTimeSeconds", 0) > 0 for name in ("cart", "order")
        ),
        items,
    )
    check.same(
        "moto has moved what could be, and nothing else",
        {name: service.weights() for name, service in shop.services.items()},
        {
            "cart": weights(0, 100),
            "order": weights(0, 100),
            "payment": weights(0, 100),
            "stock": weights(50, 50),
        },
    )
    shift = stage.api.get(
        f"services/default/component/cart/shifts/{items['cart']['shiftId']}"
    ).body
    check.same("its shifts belong to it", shift["evacuationId"], report["id"])
    shop.services["stock"].heal_targets(AWS)


def nothing(stage: Stage) -> None:
    answer = stage.api.evacuate("empty", {"off": "on-prem"})
    stage.check.that("it is refused", answer.status in (409, 422), answer)
    stage.check.that(
        "but not for want of a permission", answer.problem != "not-permitted", answer
    )
