"""What the tag query lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.resource_tagging import (
    TaggedResource,
    make_tag_matcher,
    match_resource_type,
)
from moto.elbv2.models import ELBv2Backend
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from moto.route53.models import route53_backends

from names import GLOBAL_REGION


def list_tagged_load_balancing() -> None:
    """GetResources lists every kind of load balancing resource, deleted ones for a while, too.

    botocore, GetResources: "Returns all the tagged or previously tagged resources"; the string for
    each resource type "is the same as that embedded in a resource's Amazon Resource Name".
    https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
    That a deleted listener or rule goes on being listed: https://github.com/aws/aws-sdk/issues/676
    moto lists load balancers and target groups only. It keeps the tags of what is deleted, so
    listing whatever has tags is an index that never forgets.
    """

    def iter_tagged_resources(self: ELBv2Backend) -> Iterator[TaggedResource]:
        for arn in list(self.tagging_service.tags):
            kind = arn.split(":")[5].split("/")[0]
            tags = self.tagging_service.get_tag_dict_for_resource(arn)
            yield TaggedResource(arn, tags, f"elasticloadbalancing:{kind}")

    ELBv2Backend.iter_tagged_resources = iter_tagged_resources


def list_tagged_hosted_zones() -> None:
    """GetResources lists hosted zones where it is asked in us-east-1.

    "All tagged resources, whether the tagging used the Resource Groups Tagging API or not, are
    returned" (botocore, GetResources, ResourceTypeFilters), in the Region that is asked; Route 53
    has its endpoint in us-east-1.
    https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
    https://docs.aws.amazon.com/general/latest/gr/r53.html
    moto's tag query knows nothing of Route 53.
    """
    of_moto = ResourceGroupsTaggingAPIBackend._get_resources_generator

    def _get_resources_generator(
        self: ResourceGroupsTaggingAPIBackend,
        tag_filters: list[dict[str, Any]] | None = None,
        resource_type_filters: list[str] | None = None,
        resource_arn_list: list[str] | None = None,
    ) -> Iterator[TaggedResource]:
        yield from of_moto(self, tag_filters, resource_type_filters, resource_arn_list)
        kind = "route53:hostedzone"
        if self.region_name != GLOBAL_REGION:
            return
        if not match_resource_type(kind, resource_type_filters):
            return
        route53 = route53_backends[self.account_id][self.partition]
        matches = make_tag_matcher(tag_filters)
        for zone in list(route53.zones):
            tags = dict(route53.list_tags_for_resource(zone))
            if tags and matches(tags):
                yield TaggedResource(f"arn:aws:route53:::hostedzone/{zone}", tags, kind)

    ResourceGroupsTaggingAPIBackend._get_resources_generator = _get_resources_generator
