"""Relational Database Service."""

from harness import refused, same, tags_of


def run(check, client):
    rds = client("rds")

    @check("rds DescribeDBInstances by name, ARN and filter")
    def _():
        (found,) = rds.describe_db_instances()["DBInstances"]
        same((found["DBInstanceIdentifier"], found["Engine"]), ("shop", "mariadb"))
        same(found["BackupRetentionPeriod"], 7)
        same(found["Endpoint"]["Port"], 3306)
        same(tags_of(found["TagList"]), {"hybrid-platform:platform": "shop"})
        by_filter = [{"Name": "db-instance-id", "Values": [found["DBInstanceArn"]]}]
        same(len(rds.describe_db_instances(Filters=by_filter)["DBInstances"]), 1)
        same(len(rds.describe_db_instances(DBInstanceIdentifier="shop")["DBInstances"]), 1)
        refused("DBInstanceNotFound", 404, rds.describe_db_instances, DBInstanceIdentifier="nobody")
        refused("InvalidParameterValue", 400, rds.describe_db_instances, Filters=[{"Name": "colour", "Values": ["red"]}])

    @check("rds DescribeDBParameterGroups, and the group of the instance")
    def _():
        (instance,) = rds.describe_db_instances()["DBInstances"]
        (status,) = instance["DBParameterGroups"]
        same(status["ParameterApplyStatus"], "in-sync")
        name = status["DBParameterGroupName"]
        (group,) = rds.describe_db_parameter_groups(DBParameterGroupName=name)["DBParameterGroups"]
        same(group["DBParameterGroupFamily"], "mariadb11.4")
        refused("DBParameterGroupNotFound", 404, rds.describe_db_parameter_groups, DBParameterGroupName="nobody")

    @check("rds DescribeDBParameters pages, and tells what somebody set")
    def _():
        describe, name = rds.describe_db_parameters, "shop-parameters"
        pages, marker = [], {}
        while True:
            page = describe(DBParameterGroupName=name, MaxRecords=20, **marker)
            pages.append(page["Parameters"])
            if "Marker" not in page:
                break
            marker = {"Marker": page["Marker"]}
        assert len(pages) > 1, pages
        names = [p["ParameterName"] for page in pages for p in page]
        same(len(set(names)), len(names))
        mine = describe(DBParameterGroupName=name, Source="user")["Parameters"]
        same({p["ParameterName"]: p["ParameterValue"] for p in mine}["binlog_format"], "ROW")
        same({p["ApplyMethod"] for p in mine}, {"immediate"})
        refused("DBParameterGroupNotFound", 404, describe, DBParameterGroupName="nobody")
        refused("InvalidParameterValue", 400, describe, DBParameterGroupName=name, MaxRecords=10)
        refused("InvalidParameterValue", 400, describe, DBParameterGroupName=name, Marker="made up")
