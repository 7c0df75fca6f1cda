"""The Resource Groups Tagging API."""

from harness import refused, same, tags_of

PLATFORM = {"Key": "hybrid-platform:platform", "Values": ["shop"]}


def run(check, client):
    tagging = client("resourcegroupstaggingapi")

    def find(**filters):
        found = tagging.get_resources(**filters)["ResourceTagMappingList"]
        return [resource["ResourceARN"] for resource in found]

    @check("tagging GetResources finds listener rules with their tags")
    def _():
        found = tagging.get_resources(
            TagFilters=[PLATFORM, {"Key": "hybrid-platform:service", "Values": ["cart"]}],
            ResourceTypeFilters=["elasticloadbalancing:listener-rule"],
        )
        same(found["PaginationToken"], "")
        (rule,) = found["ResourceTagMappingList"]
        tags = tags_of(rule["Tags"])
        same(tags["hybrid-platform:service"], "cart")
        same(tags["hybrid-platform:entity"], "component:default/cart")

    @check("tagging GetResources finds every kind of resource by its type")
    def _():
        for kind, count in (
            ("elasticloadbalancing:targetgroup", 12),
            ("elasticloadbalancing:loadbalancer", 1),
            ("ec2:vpn-connection", 1),
            ("dms:task", 1),
            ("dms:endpoint", 2),
        ):
            same((kind, len(find(TagFilters=[PLATFORM], ResourceTypeFilters=[kind]))), (kind, count))
        assert len(find(TagFilters=[PLATFORM], ResourceTypeFilters=["cloudwatch:alarm"])) >= 12

    @check("tagging GetResources pages without repeating or losing any")
    def _():
        pages = list(
            tagging.get_paginator("get_resources").paginate(
                TagFilters=[PLATFORM], PaginationConfig={"PageSize": 7}
            )
        )
        arns = [r["ResourceARN"] for page in pages for r in page["ResourceTagMappingList"]]
        assert len(pages) > 4 and len(arns) == len(set(arns)), (len(pages), len(arns))
        same(arns, find(TagFilters=[PLATFORM], ResourcesPerPage=100))

    @check("tagging GetResources by ARN")
    def _():
        arn = find(TagFilters=[PLATFORM])[0]
        same(find(ResourceARNList=[arn]), [arn])

    @check("tagging GetResources without a match")
    def _():
        same(find(TagFilters=[{"Key": "hybrid-platform:platform", "Values": ["other"]}]), [])

    @check("tagging GetResources refuses what AWS refuses")
    def _():
        for wrong in (
            {"ResourcesPerPage": 101},
            {"PaginationToken": "made up"},
            {"ResourceTypeFilters": ["no type at all"]},
            {"TagFilters": [{"Key": "k", "Values": ["v"] * 21}]},
        ):
            refused("InvalidParameterException", 400, tagging.get_resources, **wrong)
