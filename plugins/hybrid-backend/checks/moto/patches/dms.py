"""DMS: its protocol, and what its tasks go through."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from moto.dms import models as dms
from moto.dms.exceptions import (
    InvalidParameterCombinationException,
    InvalidResourceStateFault,
)
from moto.dms.responses import DatabaseMigrationServiceResponse

from names import TASK_STARTED


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
