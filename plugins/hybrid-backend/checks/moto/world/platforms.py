"""Platforms: a load balancer, and the services on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from names import (
    DEFAULT_WEIGHT,
    ENTITY,
    ON_PREM,
    PLATFORM,
    SERVICE,
    SITE,
    SITES,
    Weights,
    tag_list,
)

from .aws import Aws
from .networks import Network
from .services import ADDRESSES, Service, forward

PORT = 8080


@dataclass
class Platform:
    """A load balancer with a listener, and the services on it."""

    aws: Aws
    id: str
    network: Network
    services: dict[str, Service] = field(default_factory=dict)

    def __post_init__(self) -> None:
        [load_balancer] = self.aws.elb.create_load_balancer(
            Name=self.id,
            Subnets=self.network.subnets,
            Scheme="internet-facing",
            Type="application",
            Tags=tag_list({PLATFORM: self.id}),
        )["LoadBalancers"]
        self.load_balancer_arn: str = load_balancer["LoadBalancerArn"]
        self.dns_name: str = load_balancer["DNSName"]
        self.dns_zone: str = load_balancer["CanonicalHostedZoneId"]
        self.listener_arn = self.add_listener(80)

    def add_listener(self, port: int) -> str:
        nothing = {"StatusCode": "404", "MessageBody": "", "ContentType": "text/plain"}
        [listener] = self.aws.elb.create_listener(
            LoadBalancerArn=self.load_balancer_arn,
            Protocol="HTTP",
            Port=port,
            DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": nothing}],
            Tags=tag_list({PLATFORM: self.id}),
        )["Listeners"]
        return listener["ListenerArn"]

    def add_service(self, name: str, weights: Weights) -> Service:
        groups = {
            site: self.add_group(
                f"{name}-{site}",
                ADDRESSES[site],
                {SERVICE: name, SITE: site, DEFAULT_WEIGHT: str(weights[site])},
            )
            for site in SITES
        }
        rule_arn = self.add_rule(name, forward(groups, weights))
        service = Service(self.aws, name, rule_arn, groups, self.load_balancer_arn)
        self.aws.cloudwatch.put_metric_alarm(
            AlarmName=service.alarm,
            Namespace="AWS/ApplicationELB",
            MetricName="HealthyHostCount",
            Dimensions=service.dimensions(ON_PREM),
            Statistic="Maximum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="LessThanThreshold",
            Tags=tag_list({PLATFORM: self.id, SERVICE: name}),
        )
        service.set_alarm("OK", "the targets answer")
        self.services[name] = service
        return service

    def add_group(
        self, name: str, addresses: tuple[str, ...], tags: dict[str, str]
    ) -> str:
        [group] = self.aws.elb.create_target_group(
            Name=name,
            Protocol="HTTP",
            Port=PORT,
            VpcId=self.network.vpc,
            TargetType="ip",
            HealthCheckPath="/healthz",
            Tags=tag_list({PLATFORM: self.id, **tags}),
        )["TargetGroups"]
        # Addresses outside of the VPC belong to no zone of it.
        zone = {"AvailabilityZone": "all"} if tags.get(SITE) == ON_PREM else {}
        self.aws.elb.register_targets(
            TargetGroupArn=group["TargetGroupArn"],
            Targets=[{"Id": each, "Port": PORT, **zone} for each in addresses],
        )
        return group["TargetGroupArn"]

    def add_rule(
        self,
        service: str,
        actions: list[dict[str, Any]],
        listener_arn: str | None = None,
    ) -> str:
        listener = listener_arn or self.listener_arn
        rules = self.aws.elb.describe_rules(ListenerArn=listener)["Rules"]
        taken = [int(rule["Priority"]) for rule in rules if not rule["IsDefault"]]
        host = f"{service}.{self.id}.example.com"
        [rule] = self.aws.elb.create_rule(
            ListenerArn=listener,
            Priority=max(taken, default=0) + 10,
            Conditions=[
                {"Field": "host-header", "HostHeaderConfig": {"Values": [host]}}
            ],
            Actions=actions,
            Tags=tag_list(
                {
                    PLATFORM: self.id,
                    SERVICE: service,
                    ENTITY: f"component:default/{service}",
                }
            ),
        )["Rules"]
        return rule["RuleArn"]

    def add_dns(self, name: str) -> str:
        """A hosted zone with an alias of the load balancer; the zone's id."""
        zone = self.aws.route53.create_hosted_zone(Name=name, CallerReference=name)
        zone_id = zone["HostedZone"]["Id"].split("/")[-1]
        self.aws.route53.change_tags_for_resource(
            ResourceType="hostedzone",
            ResourceId=zone_id,
            AddTags=tag_list({PLATFORM: self.id}),
        )
        alias = {
            "HostedZoneId": self.dns_zone,
            "DNSName": f"dualstack.{self.dns_name}",
            "EvaluateTargetHealth": True,
        }
        record = {"Name": name, "Type": "A", "AliasTarget": alias}
        self.aws.route53.change_resource_record_sets(
            HostedZoneId=zone_id,
            ChangeBatch={
                "Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]
            },
        )
        return zone_id
