"""The Resource Groups Tagging API."""

import json
import urllib.request

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

    def lie(**faults):
        """How the sandbox's tag query lies, set by its control API."""
        request = urllib.request.Request(
            f"{tagging.meta.endpoint_url}/_sandbox/index",
            data=json.dumps({"lagSeconds": 0, "keepDeleted": 0, "hide": [], **faults}).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        urllib.request.urlopen(request, timeout=10).close()

    @check("tagging GetResources lies as it is told, and ELB does not")
    def _():
        rules = lambda: find(TagFilters=[PLATFORM], ResourceTypeFilters=["elasticloadbalancing:listener-rule"])
        before = rules()
        elb = client("elbv2")
        try:
            lie(keepDeleted=1)
            ghosts = [arn for arn in rules() if arn not in before]
            same(len(ghosts), 4)
            for ghost in ghosts:
                refused("RuleNotFound", 400, elb.describe_rules, RuleArns=[ghost])
                refused("RuleNotFound", 400, elb.describe_tags, ResourceArns=[ghost])
            lie(hide=["cart"])
            same(len(rules()), len(before) - 1)
            lie(lagSeconds=600)
            elb.add_tags(ResourceArns=[before[0]], Tags=[{"Key": "fresh", "Value": "1"}])
            same(find(TagFilters=[{"Key": "fresh"}]), [])
            (told,) = elb.describe_tags(ResourceArns=[before[0]])["TagDescriptions"]
            same(tags_of(told["Tags"])["fresh"], "1")
        finally:
            lie()
            elb.remove_tags(ResourceArns=[before[0]], TagKeys=["fresh"])
        same(rules(), before)
