"""Hybrid platforms that boto3 makes, with the tags that the documentation asks for."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

from names import (
    AWS,
    DEFAULT_WEIGHT,
    ENTITY,
    ON_PREM,
    PLATFORM,
    REGION,
    SERVICE,
    SITE,
    SITES,
    TARGET_HEALTH,
    TASK_STARTED,
    TUNNELS,
    Weights,
    tag_list,
)
from processes import CREDENTIALS

ADDRESSES = {
    ON_PREM: ("192.168.10.31", "192.168.10.32"),
    AWS: ("10.20.1.31", "10.20.2.31"),
}
PORT = 8080


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
        outside = {"AvailabilityZone": "all"} if SITE in tags and tags[SITE] == ON_PREM else {}
        self.aws.elb.register_targets(
            TargetGroupArn=group["TargetGroupArn"],
            Targets=[{"Id": each, "Port": PORT, **outside} for each in addresses],
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
            Conditions=[{"Field": "host-header", "HostHeaderConfig": {"Values": [host]}}],
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
            ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]},
        )
        return zone_id

    def add_vpn(self, tunnels: str | None) -> str:
        """A VPN connection; its id. `tunnels` is what `show_tunnels` in patches.py reads."""
        ec2 = self.aws.ec2
        customer = ec2.create_customer_gateway(
            BgpAsn=65000, PublicIp="203.0.113.10", Type="ipsec.1"
        )["CustomerGateway"]["CustomerGatewayId"]
        gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
        tags = {PLATFORM: self.id, **({TUNNELS: tunnels} if tunnels else {})}
        connection = ec2.create_vpn_connection(
            CustomerGatewayId=customer,
            VpnGatewayId=gateway,
            Type="ipsec.1",
            TagSpecifications=[
                {"ResourceType": "vpn-connection", "Tags": tag_list(tags)}
            ],
        )["VpnConnection"]
        return connection["VpnConnectionId"]

    def add_replication(self, *, sites: bool = True) -> Replication:
        """A DMS task from RDS to on-prem. Without `sites`, its endpoints name none."""
        dms = self.aws.dms
        tags = {PLATFORM: self.id}
        instance = dms.create_replication_instance(
            ReplicationInstanceIdentifier=self.id,
            ReplicationInstanceClass="dms.t3.medium",
            Tags=tag_list(tags),
        )["ReplicationInstance"]
        ends = {}
        for role, site, server in (
            ("source", AWS, f"{self.id}.rds.example.com"),
            ("target", ON_PREM, "192.168.10.10"),
        ):
            ends[role] = dms.create_endpoint(
                EndpointIdentifier=f"{self.id}-{role}",
                EndpointType=role,
                EngineName="mariadb",
                ServerName=server,
                Port=3306,
                Username="dms",
                Password="not-a-secret",
                Tags=tag_list({**tags, **({SITE: site} if sites else {})}),
            )["Endpoint"]["EndpointArn"]
        everything = {
            "rule-type": "selection",
            "rule-id": "1",
            "rule-name": "1",
            "object-locator": {"schema-name": "%", "table-name": "%"},
            "rule-action": "include",
        }
        task = dms.create_replication_task(
            ReplicationTaskIdentifier=self.id,
            SourceEndpointArn=ends["source"],
            TargetEndpointArn=ends["target"],
            ReplicationInstanceArn=instance["ReplicationInstanceArn"],
            MigrationType="full-load-and-cdc",
            TableMappings=json.dumps({"rules": [everything]}),
            Tags=tag_list(
                {
                    **tags,
                    ENTITY: f"system:default/{self.id}",
                    TASK_STARTED: minutes_ago(60).isoformat(),
                }
            ),
        )["ReplicationTask"]
        return Replication(self.aws, self.id, task["ReplicationTaskArn"])


@dataclass
class Replication:
    """A DMS task, on an instance of the same name."""

    aws: Aws
    id: str
    arn: str

    def task(self) -> dict[str, Any]:
        filters = [{"Name": "replication-task-arn", "Values": [self.arn]}]
        return self.aws.dms.describe_replication_tasks(Filters=filters)[
            "ReplicationTasks"
        ][0]

    def put_lag(self, seconds: float, age: float = 0.05) -> None:
        """The lag as it was `age` minutes ago."""
        self.aws.cloudwatch.put_metric_data(
            Namespace="AWS/DMS",
            MetricData=[
                {
                    "MetricName": "CDCLatencyTarget",
                    "Value": seconds,
                    "Unit": "Seconds",
                    "Timestamp": minutes_ago(age),
                    "Dimensions": [
                        {"Name": "ReplicationInstanceIdentifier", "Value": self.id},
                        {"Name": "ReplicationTaskIdentifier", "Value": self.id},
                    ],
                }
            ],
        )


@dataclass(frozen=True)
class Network:
    vpc: str
    subnets: list[str]


def make_network(aws: Aws) -> Network:
    vpc = aws.ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        aws.ec2.create_subnet(
            VpcId=vpc,
            CidrBlock=f"10.20.{number}.0/24",
            AvailabilityZone=f"{REGION}{zone}",
        )["Subnet"]["SubnetId"]
        for number, zone in ((1, "a"), (2, "c"))
    ]
    return Network(vpc, subnets)


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


def minutes_ago(minutes: float = 0.05) -> datetime.datetime:
    """That long ago; at least some seconds, as CloudWatch gives what was before the question."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return now - datetime.timedelta(minutes=minutes)
