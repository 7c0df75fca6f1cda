"""The names that the product and the platform have in common: tags, sites, account."""

from __future__ import annotations

ACCOUNT = "111122223333"
REGION = "ap-northeast-2"
# Route 53 is global; its tags are asked for in this Region.
GLOBAL_REGION = "us-east-1"

PLATFORM = "hybrid-platform:platform"
SERVICE = "hybrid-platform:service"
ENTITY = "hybrid-platform:entity"
SITE = "hybrid-platform:site"
DEFAULT_WEIGHT = "hybrid-platform:default-weight"
HOLD = "hybrid-platform:hold"

ON_PREM = "on-prem"
AWS = "aws"
SITES = (ON_PREM, AWS)

# Tags that are read by the patches of moto, and by nobody else.
TARGET_HEALTH = "check:target-health"
TUNNELS = "check:tunnels"
TASK_STARTED = "check:started"

Weights = dict[str, int]


def weights(on_prem: int, aws: int) -> Weights:
    return {ON_PREM: on_prem, AWS: aws}


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Tags as most AWS APIs take them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
