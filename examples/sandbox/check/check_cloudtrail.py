"""CloudTrail: who changed a listener rule."""

import json

from harness import refused, same


def run(check, client):
    trail = client("cloudtrail")

    def cart_rule():
        found = client("resourcegroupstaggingapi").get_resources(
            TagFilters=[{"Key": "hybrid-platform:service", "Values": ["cart"]}],
            ResourceTypeFilters=["elasticloadbalancing:listener-rule"],
        )
        return found["ResourceTagMappingList"][0]["ResourceARN"]

    @check("cloudtrail LookupEvents tells who changed a rule")
    def _():
        elb = client("elbv2", access_key="AKIACLICKER")
        arn = cart_rule()
        (rule,) = elb.describe_rules(RuleArns=[arn])["Rules"]
        reply = elb.modify_rule(RuleArn=arn, Actions=rule["Actions"])
        events = trail.lookup_events(
            LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": arn}],
            MaxResults=1,
        )["Events"]
        (event,) = events
        same(event["EventName"], "ModifyRule")
        same(event["Username"], "AKIACLICKER")
        assert event["EventTime"].tzinfo, event["EventTime"]
        record = json.loads(event["CloudTrailEvent"])
        same(record["requestID"], reply["ResponseMetadata"]["RequestId"])
        same(record["requestParameters"]["ruleArn"], arn)
        assert record["userIdentity"]["arn"].endswith(":user/AKIACLICKER"), record

    @check("cloudtrail LookupEvents pages, the newest first")
    def _():
        pages = trail.get_paginator("lookup_events").paginate(
            PaginationConfig={"PageSize": 1, "MaxItems": 5}
        )
        events = [event for page in pages for event in page["Events"]]
        assert events, "no events"
        times = [event["EventTime"] for event in events]
        same(times, sorted(times, reverse=True))

    @check("cloudtrail LookupEvents refuses what AWS refuses")
    def _():
        refused("InvalidMaxResultsException", 400, trail.lookup_events, MaxResults=51)
        refused("InvalidNextTokenException", 400, trail.lookup_events, NextToken="nonsense")
        refused("AccessDeniedException", 400, client("cloudtrail", access_key="AKIADENIED").lookup_events)
