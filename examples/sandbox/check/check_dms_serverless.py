"""DMS Serverless."""

from harness import eventually, refused, same


def run(check, client):
    dms = client("dms")
    (config,) = dms.describe_replication_configs()["ReplicationConfigs"]
    arn = config["ReplicationConfigArn"]

    def status():
        by_arn = [{"Name": "replication-config-arn", "Values": [arn]}]
        return dms.describe_replications(Filters=by_arn)["Replications"][0]["Status"]

    def start(kind):
        return dms.start_replication(ReplicationConfigArn=arn, StartReplicationType=kind)

    @check("dms DescribeReplicationConfigs, DescribeReplications")
    def _():
        same(config["ReplicationConfigIdentifier"], "archive")
        same(config["ReplicationConfigCreateTime"].tzinfo is not None, True)
        (found,) = dms.describe_replications()["Replications"]
        same((found["Status"], found["ReplicationType"]), ("created", "full-load-and-cdc"))
        by_id = [{"Name": "replication-config-id", "Values": ["nobody"]}]
        refused("ResourceNotFoundFault", 400, dms.describe_replications, Filters=by_id)
        refused("ResourceNotFoundFault", 400, dms.describe_replication_configs, Filters=by_id)

    @check("dms StartReplication provisions, then runs and loads")
    def _():
        refused("InvalidParameterCombinationException", 400, start, "resume-processing")
        same(start("start-replication")["Replication"]["Status"], "initializing")
        refused("InvalidResourceStateFault", 400, start, "start-replication")
        eventually(status, "running", seconds=40)
        def states():
            tables = dms.describe_replication_table_statistics(ReplicationConfigArn=arn)
            return {t["TableState"] for t in tables["ReplicationTableStatistics"]}
        eventually(states, {"Table completed"})

    @check("dms ReloadReplicationTables, StopReplication obey the state")
    def _():
        table = {"SchemaName": "archive", "TableName": "orders"}
        reload = lambda name: dms.reload_replication_tables(
            ReplicationConfigArn=arn, TablesToReload=[{**table, "TableName": name}]
        )
        same(reload("orders")["ReplicationConfigArn"], arn)
        refused("ResourceNotFoundFault", 400, reload, "nobody")
        same(dms.stop_replication(ReplicationConfigArn=arn)["Replication"]["Status"], "stopping")
        eventually(status, "stopped")
        refused("InvalidResourceStateFault", 400, dms.stop_replication, ReplicationConfigArn=arn)
        refused("InvalidResourceStateFault", 400, reload, "orders")
        refused("InvalidParameterCombinationException", 400, start, "start-replication")
