"""CloudWatch: metrics and alarms."""

from datetime import datetime, timedelta, timezone

from harness import eventually, refused, same

NAMESPACE = "Check"


def run(check, client):
    cw = client("cloudwatch")
    end = datetime.now(timezone.utc).replace(second=0, microsecond=0)
    start = end - timedelta(minutes=5)
    dimensions = [{"Name": "Service", "Value": "cart"}]

    def stat(id, stat="Sum", name="Orders", period=60, **more):
        metric = {"Namespace": NAMESPACE, "MetricName": name, "Dimensions": dimensions}
        return {"Id": id, "MetricStat": {"Metric": metric, "Period": period, "Stat": stat}, **more}

    def get(*queries, **more):
        return cw.get_metric_data(
            **{
                "MetricDataQueries": list(queries),
                "StartTime": start,
                "EndTime": end,
                "ScanBy": "TimestampAscending",
                **more,
            }
        )

    @check("cloudwatch PutMetricData, GetMetricData")
    def _():
        at = lambda minute: start + timedelta(minutes=minute, seconds=10)
        data = [("Orders", 0, [2, 4]), ("Orders", 3, [10]), ("Errors", 0, [3])]
        cw.put_metric_data(
            Namespace=NAMESPACE,
            MetricData=[
                {"MetricName": name, "Dimensions": dimensions, "Timestamp": at(minute), "Values": v}
                for name, minute, v in data
            ],
        )
        stats = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"]
        results = get(*[stat(s.lower(), s) for s in stats])["MetricDataResults"]
        same([r["Values"] for r in results], [[6, 10], [3, 10], [2, 10], [4, 10], [2, 1]])
        same(results[0]["Timestamps"], [start, start + timedelta(minutes=3)])
        same({r["StatusCode"] for r in results}, {"Complete"})

    @check("cloudwatch GetMetricData gives the newest first unless asked otherwise")
    def _():
        newest = cw.get_metric_data(MetricDataQueries=[stat("m1")], StartTime=start, EndTime=end)
        same(newest["MetricDataResults"][0]["Values"], [10, 6])

    @check("cloudwatch GetMetricData pages by data points")
    def _():
        paginator = cw.get_paginator("get_metric_data")
        pages = list(
            paginator.paginate(
                MetricDataQueries=[stat("m1"), stat("m2", name="Errors")],
                StartTime=start,
                EndTime=end,
                MaxDatapoints=1,
            )
        )
        same(len(pages), 3)
        same(pages[0]["MetricDataResults"][0]["StatusCode"], "PartialData")
        same([v for p in pages for r in p["MetricDataResults"] for v in r["Values"]], [10, 6, 3])

    @check("cloudwatch GetMetricData shows the load balancer's own traffic")
    def _():
        groups = client("elbv2").describe_target_groups()["TargetGroups"]
        served = [
            {
                "Namespace": "AWS/ApplicationELB",
                "MetricName": "RequestCount",
                "Dimensions": [
                    {"Name": "LoadBalancer", "Value": group["LoadBalancerArns"][0].split(":loadbalancer/")[1]},
                    {"Name": "TargetGroup", "Value": group["TargetGroupArn"].split(":")[-1]},
                ],
            }
            for group in groups
        ]

        def requests():
            now = datetime.now(timezone.utc)
            results = get(
                *[
                    {"Id": f"g{n}", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
                    for n, metric in enumerate(served)
                ],
                StartTime=now - timedelta(minutes=5),
                EndTime=now,
            )["MetricDataResults"]
            return len([r for r in results if sum(r["Values"]) > 0]) > 0

        eventually(requests, True, 30)

    @check("cloudwatch GetMetricData refuses what AWS refuses")
    def _():
        for wrong in (
            [stat("M1")],
            [stat("m1"), stat("m1")],
            [stat("m1", period=7)],
            [stat("m1", "Best")],
            [{"Id": "e1", "Expression": "m1 + 1"}],
            [stat(f"m{n}") for n in range(501)],
        ):
            refused("ValidationError", 400, get, *wrong)
        refused("ValidationError", 400, get, stat("m1"), StartTime=end)
        refused("InvalidNextToken", 400, get, stat("m1"), NextToken="made up")

    @check("cloudwatch PutMetricData refuses what AWS refuses")
    def _():
        put = lambda namespace, datum: cw.put_metric_data(
            Namespace=namespace, MetricData=[{"MetricName": "Orders", **datum}]
        )
        refused("InvalidParameterValue", 400, put, "AWS/EC2", {"Value": 1})
        refused("InvalidParameterValue", 400, put, NAMESPACE, {"Value": 1, "Timestamp": start - timedelta(days=30)})
        refused("InvalidParameterCombination", 400, put, NAMESPACE, {"Value": 1, "Values": [1]})
        refused("MissingParameter", 400, put, NAMESPACE, {})

    @check("cloudwatch DescribeAlarms by name, prefix and state")
    def _():
        name = "shop-cart-on-prem-unhealthy"
        (alarm,) = cw.describe_alarms(AlarmNames=[name, "never-made"])["MetricAlarms"]
        same(alarm["MetricName"], "HealthyHostCount")
        same((alarm["Statistic"], alarm["Threshold"]), ("Maximum", 1.0))
        assert alarm["StateUpdatedTimestamp"].tzinfo is not None
        names = [a["AlarmName"] for a in cw.describe_alarms(AlarmNamePrefix="shop-cart-")["MetricAlarms"]]
        assert name in names and names == sorted(names), names
        same(cw.describe_alarms(AlarmTypes=["CompositeAlarm"])["MetricAlarms"], [])

    @check("cloudwatch DescribeAlarms pages")
    def _():
        paginator = cw.get_paginator("describe_alarms")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 5}))
        names = [alarm["AlarmName"] for page in pages for alarm in page["MetricAlarms"]]
        assert len(pages) >= 3 and len(set(names)) == len(names) >= 12, names
        refused("InvalidNextToken", 400, cw.describe_alarms, NextToken="made up")

    @check("cloudwatch SetAlarmState")
    def _():
        name = "shop-cart-aws-unhealthy"
        cw.set_alarm_state(AlarmName=name, StateValue="INSUFFICIENT_DATA", StateReason="a check")
        (alarm,) = cw.describe_alarms(AlarmNames=[name])["MetricAlarms"]
        same((alarm["StateValue"], alarm["StateReason"]), ("INSUFFICIENT_DATA", "a check"))
        refused("ResourceNotFound", 404, cw.set_alarm_state, AlarmName="nobody", StateValue="OK", StateReason="")
        refused("ValidationError", 400, cw.set_alarm_state, AlarmName=name, StateValue="PANIC", StateReason="")
