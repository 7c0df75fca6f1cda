"""Services: listener rules and their target groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from names import AWS, ON_PREM, SITES, TARGET_HEALTH, Weights

from .aws import Aws, minutes_ago

# The targets of each site.
ADDRESSES = {
    ON_PREM: ("192.168.10.31", "192.168.10.32"),
    AWS: ("10.20.1.31", "10.20.2.31"),
}


@dataclass
class Service:
    """A listener rule before one target group per site."""

    aws: Aws
    name: str
    rule_arn: str
    groups: dict[str, str]
    load_balancer_arn: str

    @property
    def alarm(self) -> str:
        return f"{self.name}-on-prem-unhealthy"

    def weights(self) -> Weights:
        """What moto has on the rule now."""
        forward = self.aws.rule(self.rule_arn)["Actions"][-1]["ForwardConfig"]
        by_group = {
            each["TargetGroupArn"]: each["Weight"] for each in forward["TargetGroups"]
        }
        return {site: by_group[self.groups[site]] for site in SITES}

    def write(self, weights: Weights, *others: dict[str, Any]) -> None:
        """Changes the weights past the product, as a pipeline or a controller does."""
        self.aws.elb.modify_rule(
            RuleArn=self.rule_arn, Actions=forward(self.groups, weights, *others)
        )

    def say_targets(self, site: str, state: str) -> None:
        """All targets of a site get a state and its reason, such as `unhealthy/Target.Timeout`."""
        said = " ".join(f"{address}={state}" for address in ADDRESSES[site])
        self.aws.tag(self.groups[site], {TARGET_HEALTH: said})

    def heal_targets(self, site: str) -> None:
        self.aws.untag(self.groups[site], TARGET_HEALTH)

    def dimensions(self, site: str) -> list[dict[str, str]]:
        """By what CloudWatch knows the target group of a site."""
        return [
            {
                "Name": "LoadBalancer",
                "Value": self.load_balancer_arn.split(":loadbalancer/")[1],
            },
            {"Name": "TargetGroup", "Value": self.groups[site].split(":")[-1]},
        ]

    def put_metric(self, site: str, name: str, value: float) -> None:
        self.aws.cloudwatch.put_metric_data(
            Namespace="AWS/ApplicationELB",
            MetricData=[
                {
                    "MetricName": name,
                    "Value": value,
                    "Timestamp": minutes_ago(),
                    "Dimensions": self.dimensions(site),
                }
            ],
        )

    def set_alarm(self, state: str, reason: str) -> None:
        self.aws.cloudwatch.set_alarm_state(
            AlarmName=self.alarm, StateValue=state, StateReason=reason
        )


def forward(
    groups: dict[str, str], weights: Weights, *others: dict[str, Any]
) -> list[dict[str, Any]]:
    """A rule's actions: each site's group with its weight, and groups of neither."""
    of_sites = [
        {"TargetGroupArn": groups[site], "Weight": weights[site]} for site in SITES
    ]
    return [
        {"Type": "forward", "ForwardConfig": {"TargetGroups": [*of_sites, *others]}}
    ]
