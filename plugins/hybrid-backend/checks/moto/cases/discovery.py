"""What the back end finds by the tags."""

from __future__ import annotations

from names import ACCOUNT, AWS, ON_PREM, REGION
from stage import PLATFORMS, Stage


def platforms(stage: Stage) -> None:
    check, answer = stage.check, stage.api.get("platforms")
    check.same("the list is answered", answer.status, 200)
    found = {each["id"]: each for each in answer.body["items"]}
    check.same("every configured platform is listed", sorted(found), sorted(PLATFORMS))
    shop = found["shop"]
    check.same("it has its account", shop["accountId"], ACCOUNT)
    check.same("it has its Region", shop["region"], REGION)
    check.same("its services are counted", shop["services"], 4)


def platform(stage: Stage) -> None:
    check, shop = stage.check, stage.shop
    answer = stage.api.platform("shop")
    check.same("the platform is answered", answer.status, 200)
    body = answer.body
    check.same("its view is fresh", body["snapshot"]["stale"], False)
    check.same("no service is broken", body["brokenServices"], [])
    check.same(
        "the weights of every service are those of its rule",
        {
            each["service"]: (
                each["sites"][ON_PREM]["weight"],
                each["sites"][AWS]["weight"],
            )
            for each in body["serviceStatuses"]
        },
        {"cart": (40, 60), "order": (100, 0), "payment": (0, 100), "stock": (50, 50)},
    )
    check.same(
        "both tunnels are shown with their state",
        [(each["outsideIpAddress"], each["state"]) for each in body["tunnels"]],
        [("198.51.100.7", "up"), ("198.51.100.8", "down")],
    )
    check.same(
        "the tunnel that is down says why",
        body["tunnels"][1].get("message"),
        "IPSEC IS DOWN",
    )
    check.same(
        "the record that leads to the load balancer is shown",
        [(each["name"], each["type"], each["target"]) for each in body["dns"]],
        [("shop.example.com", "A", shop.dns_name.lower())],
    )
    check.same(
        "the replication is shown with the site that receives",
        [(each["id"], each["receivingSite"]) for each in body["replications"]],
        [("shop", ON_PREM)],
    )


def service(stage: Stage) -> None:
    check, cart = stage.check, stage.shop.services["cart"]
    cart.put_metric(ON_PREM, "RequestCount", 400)
    cart.put_metric(ON_PREM, "HTTPCode_Target_5XX_Count", 3)
    cart.put_metric(ON_PREM, "TargetConnectionErrorCount", 1)
    cart.put_metric(AWS, "RequestCount", 600)
    answer = stage.api.service("cart")
    check.same("the service is answered", answer.status, 200)
    body = answer.body
    check.same(
        "its entity is the one of the tag", body["entityRef"], "component:default/cart"
    )
    on_prem, aws = body["sites"][ON_PREM], body["sites"][AWS]
    check.same("on-prem has its share", on_prem["share"], 40)
    check.same("AWS has its share", aws["share"], 60)
    check.same("on-prem has its default weight", on_prem["defaultWeight"], 40)
    check.same(
        "the share of requests is what CloudWatch counted",
        (on_prem.get("actualShare"), aws.get("actualShare")),
        (40, 60),
    )
    check.same("errors of both kinds are added", on_prem["errors"], 4)
    check.same(
        "the targets are counted",
        (on_prem["targets"]["healthy"], on_prem["targets"]["total"]),
        (2, 2),
    )
    check.same(
        "both sites are healthy",
        (on_prem["health"], aws["health"]),
        ("healthy", "healthy"),
    )
    check.same(
        "its alarm is shown with its state and site",
        [(each["name"], each["state"], each.get("site")) for each in body["alarms"]],
        [("cart-on-prem-unhealthy", "OK", ON_PREM)],
    )
    check.that("nobody holds it", "hold" not in body, body.get("hold"))
    check.that("it does not drift", "drift" not in body, body.get("drift"))
    points = stage.api.get("services/default/component/cart/traffic").body["points"]
    check.same(
        "its history has the requests of both sites",
        [
            sum(point["sites"][site]["requests"] for point in points)
            for site in (ON_PREM, AWS)
        ],
        [400, 600],
    )
