"""What moto 5.2.5 lacks, or does otherwise than AWS documents, and the check needs.

| patch                       | what AWS documents, and moto does not                            |
| --------------------------- | ---------------------------------------------------------------- |
| list_tagged_load_balancing  | the tag query lists rules and listeners, and what once was tagged |
| list_tagged_hosted_zones    | the tag query lists hosted zones, in the global Region only       |
| refuse_tags_of_what_is_gone | DescribeTags knows only what exists                               |
| let_targets_be_ill          | targets have other states than healthy                            |
| choose_alarms_by_type       | DescribeAlarms gives composite alarms only to who asks for them   |
| show_tunnels                | a VPN connection has telemetry of its tunnels                     |
| write_dms_times_as_numbers  | times are numbers in DMS's protocol                               |
| let_dms_test_again          | a connection can be tested twice                                  |
| let_dms_finish_creating     | tasks become `ready`, endpoints `active`                          |
| let_dms_refuse_a_start      | a task is not started in every state, nor in every way            |
| let_dms_have_begun_earlier  | the start of a task may be long ago: moto has only now            |
| refuse_unknown_operations   | what a service does not know, it refuses in its own protocol      |

Each patch is one function and changes one thing; README.md says who was right where moto and the
product disagreed. "botocore" below is the model of that service in botocore's `data` folder, from
which AWS's API reference is made.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.resource_tagging import TaggedResource, make_tag_matcher, match_resource_type
from moto.core.responses import ActionResult, BaseResponse
from moto.dms import models as dms
from moto.dms.exceptions import (
    InvalidParameterCombinationException,
    InvalidResourceStateFault,
)
from moto.dms.responses import DatabaseMigrationServiceResponse
from moto.ec2.models.vpn_connections import VPNConnection
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from moto.route53.models import route53_backends

from names import GLOBAL_REGION, TARGET_HEALTH, TASK_STARTED, TUNNELS


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


def choose_alarms_by_type() -> None:
    """DescribeAlarms gives metric alarms, unless it is asked for others.

    botocore, DescribeAlarms, AlarmTypes: "If you omit this parameter, only metric alarms are
    returned, even if composite alarms or log alarms exist in the account."
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    moto gives both, always.
    """
    of_moto = CloudWatchResponse.describe_alarms

    def describe_alarms(self: CloudWatchResponse) -> ActionResult:
        types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
        alarms = of_moto(self).result
        return ActionResult(
            {f"{kind}s": alarms[f"{kind}s"] for kind in types if f"{kind}s" in alarms}
        )

    CloudWatchResponse.describe_alarms = describe_alarms


def show_tunnels() -> None:
    """A VPN connection has the telemetry of its tunnels.

    botocore, VpnConnection, VgwTelemetry: one entry per tunnel, with OutsideIpAddress, Status,
    LastStatusChange and StatusMessage.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VgwTelemetry.html
    moto has none. A tag of the connection says it, such as `198.51.100.7=UP 198.51.100.8=DOWN`;
    a connection without the tag stays as moto has it.
    """

    def vgw_telemetry(self: VPNConnection) -> list[dict[str, Any]]:
        tags = {tag["key"]: tag["value"] for tag in self.get_tags()}
        said = (each.split("=") for each in tags.get(TUNNELS, "").split())
        return [
            {
                "OutsideIpAddress": address,
                "Status": status,
                "LastStatusChange": datetime.datetime(2026, 1, 2, 3, 4, 5),
                "StatusMessage": "IPSEC IS DOWN" if status == "DOWN" else "",
                "AcceptedRouteCount": int(status == "UP"),
            }
            for address, status in said
        ]

    VPNConnection.vgw_telemetry = property(vgw_telemetry)


def write_dms_times_as_numbers() -> None:
    """DMS's times are numbers of seconds.

    botocore, metadata of dms: the protocol is `json` 1.1, in which a timestamp is an epoch number
    unless its shape says otherwise, and none does.
    https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
    moto writes ISO texts, on which AWS's SDK for JavaScript fails.
    """
    iso = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00)?")

    def as_numbers(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_numbers(each) for key, each in value.items()}
        if isinstance(value, list):
            return [as_numbers(each) for each in value]
        if isinstance(value, str) and iso.fullmatch(value):
            time = datetime.datetime.fromisoformat(value)
            return time.replace(tzinfo=datetime.timezone.utc).timestamp()
        return value

    def numeric(of_moto: Callable[[Any], dict[str, Any]]) -> Callable[[Any], Any]:
        return lambda self: as_numbers(of_moto(self))

    for model in (
        dms.Endpoint,
        dms.FakeConnection,
        dms.FakeReplicationInstance,
        dms.FakeReplicationTask,
    ):
        model.to_dict = numeric(model.to_dict)


def let_dms_test_again() -> None:
    """TestConnection can be called for a connection that was tested before, and tests it anew.

    botocore, TestConnection: no error for it; Connection, Status: `testing`, then the result.
    https://docs.aws.amazon.com/dms/latest/APIReference/API_TestConnection.html
    moto answers 500, as it forgets to look for the connection that there is.
    """
    of_moto = dms.DatabaseMigrationServiceBackend.test_connection

    def test_connection(
        self: dms.DatabaseMigrationServiceBackend,
        replication_instance_arn: str,
        endpoint_arn: str,
    ) -> dms.FakeConnection:
        self.connections = [
            connection
            for connection in self.connections
            if (connection.replication_instance_arn, connection.endpoint_arn)
            != (replication_instance_arn, endpoint_arn)
        ]
        return of_moto(self, replication_instance_arn, endpoint_arn)

    dms.DatabaseMigrationServiceBackend.test_connection = test_connection


def let_dms_finish_creating() -> None:
    """A task that was created becomes `ready`, an endpoint `active`.

    botocore, ReplicationTask, Status: `creating`, then `ready`, in which "it can respond to other
    task operations"; the example of CreateEndpoint has `active`.
    https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationTask.html
    https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateEndpoint.html
    moto leaves both at `creating` for ever.
    """
    backend = dms.DatabaseMigrationServiceBackend

    def finishing(of_moto: Callable[..., Any], state: str) -> Callable[..., Any]:
        def described(self: Any, *args: Any, **kwargs: Any) -> Any:
            found = of_moto(self, *args, **kwargs)
            for each in found:
                if each.status == "creating":
                    each.status = state
            return found

        return described

    backend.describe_replication_tasks = finishing(
        backend.describe_replication_tasks, "ready"
    )
    backend.describe_endpoints = finishing(backend.describe_endpoints, "active")


def let_dms_refuse_a_start() -> None:
    """StartReplicationTask is refused in some states, and with the wrong type.

    botocore, StartReplicationTask: InvalidResourceStateFault; StartReplicationTaskType:
    `start-replication` is for the first run, "`resume-processing` is only available for previously
    executed tasks".
    https://docs.aws.amazon.com/dms/latest/APIReference/API_StartReplicationTask.html
    What DMS answers to a second `start-replication`:
    https://github.com/hashicorp/terraform-provider-aws/pull/24047
    moto starts in every state, and does not read the type.
    """
    of_moto = DatabaseMigrationServiceResponse.start_replication_task

    def start_replication_task(self: DatabaseMigrationServiceResponse) -> str:
        task = self.dms_backend.replication_tasks.get(
            self._get_param("ReplicationTaskArn")
        )
        if task:
            if task.status not in ("ready", "stopped", "failed"):
                raise InvalidResourceStateFault(
                    f"Replication Task cannot be started, as it is {task.status}"
                )
            first = task.start_date is None
            wanted = self._get_param("StartReplicationTaskType")
            if first != (wanted == "start-replication"):
                raise InvalidParameterCombinationException(
                    f"Start Type : {wanted}, valid only for tasks running for the first time"
                    if not first
                    else f"Start Type : {wanted}, valid only for tasks that ran before"
                )
        return of_moto(self)

    DatabaseMigrationServiceResponse.start_replication_task = start_replication_task


def let_dms_have_begun_earlier() -> None:
    """A task that was started has begun at the time that its tag says.

    botocore, ReplicationTask, ReplicationTaskStartDate, and ReplicationTaskStats, StartDate: the
    time of the start.
    https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationTaskStats.html
    CloudWatch measures the lag once a minute, and a minute that began before the start says
    nothing; without this, the check would have to wait for one.
    """
    of_moto = dms.DatabaseMigrationServiceBackend.start_replication_task

    def start_replication_task(
        self: dms.DatabaseMigrationServiceBackend, replication_task_arn: str
    ) -> dms.FakeReplicationTask:
        task = of_moto(self, replication_task_arn)
        tags = self.tagger.get_tag_dict_for_resource(replication_task_arn)
        if TASK_STARTED in tags:
            task.start_date = datetime.datetime.fromisoformat(tags[TASK_STARTED])
        return task

    dms.DatabaseMigrationServiceBackend.start_replication_task = start_replication_task


def refuse_unknown_operations() -> None:
    """An operation that a service does not know is refused as a client's error.

    The common errors of DMS and of CloudTrail: InvalidAction, HTTP status 400.
    https://docs.aws.amazon.com/dms/latest/APIReference/CommonErrors.html
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html
    moto answers HTML with the status 500, for what it has not implemented, and AWS's SDKs try
    again and again. The check needs it for LookupEvents.
    """
    of_moto = BaseResponse.call_action

    def call_action(self: BaseResponse) -> Any:
        try:
            return of_moto(self)
        except NotImplementedError:
            body = {"__type": "InvalidAction", "message": "The action is not valid."}
            return 400, {"content-type": "application/x-amz-json-1.1"}, json.dumps(body)

    BaseResponse.call_action = call_action


PATCHES: tuple[Callable[[], None], ...] = (
    list_tagged_load_balancing,
    list_tagged_hosted_zones,
    refuse_tags_of_what_is_gone,
    let_targets_be_ill,
    choose_alarms_by_type,
    show_tunnels,
    write_dms_times_as_numbers,
    let_dms_test_again,
    let_dms_finish_creating,
    let_dms_refuse_a_start,
    let_dms_have_begun_earlier,
    refuse_unknown_operations,
)
