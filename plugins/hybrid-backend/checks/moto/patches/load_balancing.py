"""Load balancers: tags of what is gone, and targets that are ill."""

from __future__ import annotations

from typing import Any

from moto.elbv2.models import ELBv2Backend, FakeHealthStatus

from names import TARGET_HEALTH


def refuse_tags_of_what_is_gone() -> None:
    """DescribeTags fails when a resource does not exist.

    botocore, DescribeTags, errors: LoadBalancerNotFound, TargetGroupNotFound, ListenerNotFound,
    RuleNotFound.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
    moto answers with the tags that it has, or none.
    """
    of_moto = ELBv2Backend.describe_tags

    def describe_tags(
        self: ELBv2Backend, resource_arns: list[str]
    ) -> dict[str, dict[str, str]]:
        for arn in resource_arns:
            self._get_resource_by_arn(arn)
        return of_moto(self, resource_arns)

    ELBv2Backend.describe_tags = describe_tags


def let_targets_be_ill() -> None:
    """DescribeTargetHealth tells the states and reasons that a tag of the target group says.

    botocore, TargetHealth: the states `initial`, `unhealthy`, `unused`, `draining`, `unavailable`,
    and for each its reason codes.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
    moto finds every target of type `ip` healthy. The tag is, for example,
    `192.168.10.31=unhealthy/Target.Timeout`; of several, one after the other with a blank between.
    """
    of_moto = ELBv2Backend.describe_target_health

    def describe_target_health(
        self: ELBv2Backend, target_group_arn: str, targets: list[dict[str, Any]]
    ) -> list[FakeHealthStatus]:
        tags = self.tagging_service.get_tag_dict_for_resource(target_group_arn)
        said = dict(each.split("=") for each in tags.get(TARGET_HEALTH, "").split())
        found = of_moto(self, target_group_arn, targets)
        for target in found:
            if target.instance_id in said:
                target.status, target.reason = said[target.instance_id].split("/")
        return found

    ELBv2Backend.describe_target_health = describe_target_health
