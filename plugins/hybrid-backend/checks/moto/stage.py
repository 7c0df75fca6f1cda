"""What every case has to do with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api import Api
from harness import Checks
from names import weights
from world import (
    Aws,
    Network,
    Platform,
    Replication,
    forward,
    make_replication,
    make_vpn,
)

# What the back end is configured with, and the services that its catalog knows. `shop` is as it
# should be; the other platforms have one trouble each, or one for each service.
PLATFORMS: dict[str, list[str]] = {
    "shop": ["cart", "order", "payment", "stock"],
    "untidy": [
        "basket",
        "gifts",
        "labels",
        "news",
        "offers",
        "old",
        "prices",
        "returns",
        "reviews",
        "search",
        "wishlist",
    ],
    "gone": ["living", "late"],
    "aged": ["ledger"],
    "unnamed": ["orders"],
    "empty": [],
}
USERS = ["mina", "sora"]

FAILOVER = {"kind": "failover", "to": "aws"}
FAILOVER_BACK = {"kind": "failover", "to": "on-prem"}
RESET = {"kind": "reset"}


@dataclass
class Stage:
    check: Checks
    api: Api
    aws: Aws
    network: Network
    shop: Platform
    replication: Replication
    untidy: Platform
    gone: Platform


Case = Callable[[Stage], None]


def make_shop(aws: Aws, network: Network) -> tuple[Platform, Replication]:
    """A platform with everything that one has."""
    shop = Platform(aws, "shop", network)
    shop.add_service("cart", weights(40, 60))
    shop.add_service("order", weights(100, 0))
    shop.add_service("payment", weights(0, 100))
    shop.add_service("stock", weights(50, 50))
    shop.add_dns("shop.example.com")
    make_vpn(aws, shop.id, "198.51.100.7=UP 198.51.100.8=DOWN")
    return shop, make_replication(aws, shop.id)


def make_gone(aws: Aws, network: Network) -> Platform:
    """A platform of which one listener was deleted before the back end ever looked at it."""
    gone = Platform(aws, "gone", network)
    living = gone.add_service("living", weights(40, 60))
    listener = gone.add_listener(8080)
    gone.add_rule("late", forward(living.groups, weights(40, 60)), listener)
    aws.elb.delete_listener(ListenerArn=listener)
    return gone
