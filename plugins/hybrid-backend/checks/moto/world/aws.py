"""moto, by boto3's clients."""

from __future__ import annotations

import datetime
from typing import Any

import boto3
from botocore.config import Config

from names import REGION, tag_list
from processes import CREDENTIALS


class Aws:
    """boto3's clients, and what the check reads and changes most."""

    def __init__(self, url: str) -> None:
        def client(service: str) -> Any:
            return boto3.client(
                service,
                endpoint_url=url,
                region_name=REGION,
                aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
                config=Config(retries={"total_max_attempts": 1}),
            )

        self.cloudwatch = client("cloudwatch")
        self.dms = client("dms")
        self.ec2 = client("ec2")
        self.elb = client("elbv2")
        self.route53 = client("route53")

    def tags(self, arn: str) -> dict[str, str]:
        """The tags of a load balancing resource now."""
        [found] = self.elb.describe_tags(ResourceArns=[arn])["TagDescriptions"]
        return {tag["Key"]: tag["Value"] for tag in found["Tags"]}

    def tag(self, arn: str, tags: dict[str, str]) -> None:
        self.elb.add_tags(ResourceArns=[arn], Tags=tag_list(tags))

    def untag(self, arn: str, key: str) -> None:
        self.elb.remove_tags(ResourceArns=[arn], TagKeys=[key])

    def rule(self, arn: str) -> dict[str, Any]:
        return self.elb.describe_rules(RuleArns=[arn])["Rules"][0]


def minutes_ago(minutes: float = 0.05) -> datetime.datetime:
    """That long ago; at least some seconds, as CloudWatch gives what was before the question."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return now - datetime.timedelta(minutes=minutes)
