"""Database Migration Service."""

from harness import eventually, refused, same


def run(check, client):
    dms = client("dms")
    task = dms.describe_replication_tasks()["ReplicationTasks"][0]
    arn = task["ReplicationTaskArn"]
    instance = task["ReplicationInstanceArn"]
    target = task["TargetEndpointArn"]

    def status():
        found = dms.describe_replication_tasks(
            Filters=[{"Name": "replication-task-arn", "Values": [arn]}], WithoutSettings=True
        )
        return found["ReplicationTasks"][0]["Status"]

    def start(kind):
        return dms.start_replication_task(ReplicationTaskArn=arn, StartReplicationTaskType=kind)

    @check("dms DescribeReplicationTasks with and without settings")
    def _():
        same(task["MigrationType"], "full-load-and-cdc")
        assert task["ReplicationTaskCreationDate"].tzinfo is not None
        assert "ReplicationTaskSettings" in task
        same(task["ReplicationTaskStats"]["TablesErrored"], 0)
        short = dms.describe_replication_tasks(WithoutSettings=True)["ReplicationTasks"][0]
        assert "ReplicationTaskSettings" not in short

    @check("dms Describe operations refuse unknown filters, and filters without a match")
    def _():
        describe = dms.describe_replication_tasks
        by = lambda name, value: describe(Filters=[{"Name": name, "Values": [value]}])
        refused("ResourceNotFoundFault", 400, by, "replication-task-id", "nobody")
        refused("InvalidParameterValueException", 400, by, "colour", "red")
        refused("InvalidParameterValueException", 400, describe, MaxRecords=10)
        refused("InvalidParameterValueException", 400, describe, Marker="made up")

    @check("dms DescribeReplicationInstances, DescribeEndpoints, DescribeConnections")
    def _():
        (found,) = dms.describe_replication_instances()["ReplicationInstances"]
        same((found["ReplicationInstanceArn"], found["ReplicationInstanceStatus"]), (instance, "available"))
        endpoints = dms.describe_endpoints()["Endpoints"]
        same({e["EndpointArn"] for e in endpoints}, {task["SourceEndpointArn"], target})
        same({e["EngineName"] for e in endpoints}, {"mariadb"})
        connections = dms.describe_connections(
            Filters=[{"Name": "replication-instance-arn", "Values": [instance]}]
        )["Connections"]
        same({c["Status"] for c in connections}, {"successful"})

    @check("dms TestConnection")
    def _():
        connection = dms.test_connection(ReplicationInstanceArn=instance, EndpointArn=target)["Connection"]
        same(connection["Status"], "testing")
        refused("InvalidResourceStateFault", 400, dms.test_connection, ReplicationInstanceArn=instance, EndpointArn=target)
        by_endpoint = [{"Name": "endpoint-arn", "Values": [target]}]
        read = lambda: dms.describe_connections(Filters=by_endpoint)["Connections"][0]["Status"]
        eventually(read, "successful")
        refused("ResourceNotFoundFault", 400, dms.test_connection, ReplicationInstanceArn=instance, EndpointArn=target + "X")

    @check("dms DescribeTableStatistics pages and filters")
    def _():
        pages, marker = [], {}
        while True:
            page = dms.describe_table_statistics(ReplicationTaskArn=arn, MaxRecords=20, **marker)
            pages.append(page["TableStatistics"])
            if "Marker" not in page:
                break
            marker = {"Marker": page["Marker"]}
        same([len(page) for page in pages], [20, 20, 5])
        tables = [(t["SchemaName"], t["TableName"]) for page in pages for t in page]
        same(len(set(tables)), 45)
        one = dms.describe_table_statistics(
            ReplicationTaskArn=arn, Filters=[{"Name": "table-name", "Values": ["orders_7"]}]
        )["TableStatistics"]
        same([t["FullLoadRows"] for t in one], [7000])
        assert one[0]["Inserts"] >= 7, one
        refused("ResourceNotFoundFault", 400, dms.describe_table_statistics, ReplicationTaskArn=arn + "X")

    @check("dms ReloadTables reloads while the task runs")
    def _():
        eventually(status, "running")
        table = {"SchemaName": "archive", "TableName": "orders_7"}
        same(dms.reload_tables(ReplicationTaskArn=arn, TablesToReload=[table])["ReplicationTaskArn"], arn)
        by_name = [{"Name": "table-name", "Values": ["orders_7"]}]
        read = lambda: dms.describe_table_statistics(ReplicationTaskArn=arn, Filters=by_name)["TableStatistics"][0]["TableState"]
        eventually(read, "Table completed")
        refused("ResourceNotFoundFault", 400, dms.reload_tables, ReplicationTaskArn=arn, TablesToReload=[{**table, "TableName": "nobody"}])
        refused("InvalidParameterValueException", 400, dms.reload_tables, ReplicationTaskArn=arn, TablesToReload=[table] * 11)

    @check("dms StopReplicationTask, StartReplicationTask obey the task's state")
    def _():
        refused("InvalidResourceStateFault", 400, start, "resume-processing")
        same(dms.stop_replication_task(ReplicationTaskArn=arn)["ReplicationTask"]["Status"], "stopping")
        eventually(status, "stopped")
        refused("InvalidResourceStateFault", 400, dms.stop_replication_task, ReplicationTaskArn=arn)
        refused("InvalidResourceStateFault", 400, dms.reload_tables, ReplicationTaskArn=arn, TablesToReload=[{"SchemaName": "archive", "TableName": "orders_7"}])
        refused("InvalidParameterCombinationException", 400, start, "start-replication")
        refused("InvalidParameterValueException", 400, start, "again")
        same(start("resume-processing")["ReplicationTask"]["Status"], "starting")
        eventually(status, "running")
        refused("ResourceNotFoundFault", 400, dms.stop_replication_task, ReplicationTaskArn=arn + "X")
