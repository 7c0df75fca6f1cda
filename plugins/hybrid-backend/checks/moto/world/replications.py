"""Replications: DMS tasks with their endpoints."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from names import AWS, ENTITY, ON_PREM, PLATFORM, SITE, TASK_STARTED, tag_list

from .aws import Aws, minutes_ago


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


def make_replication(aws: Aws, platform: str, *, sites: bool = True) -> Replication:
    """A DMS task of the platform's name, from RDS to on-prem.

    Without `sites`, its endpoints name none.
    """
    dms = aws.dms
    tags = {PLATFORM: platform}
    instance = dms.create_replication_instance(
        ReplicationInstanceIdentifier=platform,
        ReplicationInstanceClass="dms.t3.medium",
        Tags=tag_list(tags),
    )["ReplicationInstance"]
    ends = {}
    for role, site, server in (
        ("source", AWS, f"{platform}.rds.example.com"),
        ("target", ON_PREM, "192.168.10.10"),
    ):
        ends[role] = dms.create_endpoint(
            EndpointIdentifier=f"{platform}-{role}",
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
        ReplicationTaskIdentifier=platform,
        SourceEndpointArn=ends["source"],
        TargetEndpointArn=ends["target"],
        ReplicationInstanceArn=instance["ReplicationInstanceArn"],
        MigrationType="full-load-and-cdc",
        TableMappings=json.dumps({"rules": [everything]}),
        Tags=tag_list(
            {
                **tags,
                ENTITY: f"system:default/{platform}",
                TASK_STARTED: minutes_ago(60).isoformat(),
            }
        ),
    )["ReplicationTask"]
    return Replication(aws, platform, task["ReplicationTaskArn"])
