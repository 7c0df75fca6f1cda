"""EC2's VPN connections, and Route 53."""

from harness import refused, same, tags_of


def run(check, client):
    ec2 = client("ec2")
    route53 = client("route53", region="us-east-1")
    zone = route53.list_hosted_zones_by_name()["HostedZones"][0]
    id, name = zone["Id"], zone["Name"]

    @check("ec2 DescribeVpnConnections shows both tunnels")
    def _():
        (vpn,) = ec2.describe_vpn_connections()["VpnConnections"]
        same((vpn["State"], vpn["Type"]), ("available", "ipsec.1"))
        same(len(vpn["VgwTelemetry"]), 2)
        tunnel = vpn["VgwTelemetry"][0]
        same(tunnel["Status"], "UP")
        assert isinstance(tunnel["AcceptedRouteCount"], int)
        assert tunnel["LastStatusChange"].tzinfo is not None
        assert isinstance(vpn["Options"]["StaticRoutesOnly"], bool)
        same(tags_of(vpn["Tags"])["hybrid-platform:platform"], "shop")
        by_id = ec2.describe_vpn_connections(VpnConnectionIds=[vpn["VpnConnectionId"]])
        same(by_id["VpnConnections"], [vpn])

    @check("ec2 DescribeVpnConnections filters")
    def _():
        count = lambda name, *values: len(
            ec2.describe_vpn_connections(Filters=[{"Name": name, "Values": list(values)}])["VpnConnections"]
        )
        same(count("tag:hybrid-platform:platform", "shop"), 1)
        same(count("tag:hybrid-platform:platform", "other", "sh?p"), 1)
        same(count("tag-key", "nothing"), 0)
        same(count("state", "available"), 1)

    @check("ec2 DescribeVpnConnections refuses what AWS refuses")
    def _():
        describe = ec2.describe_vpn_connections
        refused("InvalidVpnConnectionID.NotFound", 400, describe, VpnConnectionIds=["vpn-0"])
        refused("InvalidVpnConnectionID.Malformed", 400, describe, VpnConnectionIds=["cable"])
        refused("InvalidParameterValue", 400, describe, Filters=[{"Name": "colour", "Values": ["red"]}])
        refused("DryRunOperation", 412, describe, DryRun=True)

    def change(*changes, zone=id):
        batch = {"Changes": [{"Action": a, "ResourceRecordSet": r} for a, r in changes]}
        return route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)

    def record(label, value="192.0.2.1", **more):
        return {
            "Name": f"{label}.{name}",
            "Type": "A",
            "TTL": 60,
            "ResourceRecords": [{"Value": value}],
            **more,
        }

    def labels():
        found = route53.list_resource_record_sets(HostedZoneId=id)["ResourceRecordSets"]
        return [(r["Name"].split(".")[0], r["Type"], r.get("SetIdentifier")) for r in found]

    @check("route53 ListHostedZonesByName starts at a name")
    def _():
        same(route53.list_hosted_zones_by_name(DNSName=name)["HostedZones"], [zone])
        same(route53.list_hosted_zones_by_name(DNSName="zzz.zzz")["HostedZones"], [])
        refused("InvalidDomainName", 400, route53.list_hosted_zones_by_name, DNSName="no domain")

    @check("route53 ChangeResourceRecordSets creates, changes and deletes")
    def _():
        before = labels()
        weights = [record("check", SetIdentifier=s, Weight=w) for s, w in (("a", 1), ("b", 255))]
        info = change(*[("CREATE", r) for r in weights])["ChangeInfo"]
        same(info["Status"], "PENDING")
        assert info["Id"].startswith("/change/")
        same([x for x in labels() if x not in before], [("check", "A", "a"), ("check", "A", "b")])
        change(("UPSERT", record("check", SetIdentifier="a", Weight=9)))
        change(
            ("DELETE", record("check", SetIdentifier="a", Weight=9)),
            ("DELETE", weights[1]),
        )
        same(labels(), before)

    @check("route53 ListResourceRecordSets pages")
    def _():
        paginator = route53.get_paginator("list_resource_record_sets")
        pages = list(paginator.paginate(HostedZoneId=id, PaginationConfig={"PageSize": 3}))
        assert len(pages) >= 2, len(pages)
        read = [r for page in pages for r in page["ResourceRecordSets"]]
        same(read, route53.list_resource_record_sets(HostedZoneId=id)["ResourceRecordSets"])
        refused("NoSuchHostedZone", 404, route53.list_resource_record_sets, HostedZoneId="Z0")

    @check("route53 ChangeResourceRecordSets makes all changes or none")
    def _():
        before = labels()
        outside = {**record("x"), "Name": "elsewhere.example.net"}
        refused("InvalidChangeBatch", 400, change, ("CREATE", record("check")), ("CREATE", outside))
        same(labels(), before)

    @check("route53 ChangeResourceRecordSets refuses what AWS refuses")
    def _():
        refused("InvalidChangeBatch", 400, change, ("DELETE", record("never-made")))
        refused("InvalidInput", 400, change, ("CREATE", record("check", SetIdentifier="a", Weight=256)))
        refused("InvalidInput", 400, change, ("CREATE", record("check", Weight=1)))
        refused("InvalidInput", 400, change, ("CREATE", record("check", value="not an address")))
        refused("NoSuchHostedZone", 404, change, ("CREATE", record("check")), zone="Z0")

    @check("route53 GetHealthCheckStatus")
    def _():
        # Global resources are listed in us-east-1.
        tagging = client("resourcegroupstaggingapi", region="us-east-1")
        found = tagging.get_resources(ResourceTypeFilters=["route53:healthcheck"])
        (resource,) = found["ResourceTagMappingList"]
        health_check = resource["ResourceARN"].split("/")[1]
        status = route53.get_health_check_status(HealthCheckId=health_check)
        observations = status["HealthCheckObservations"]
        assert len(observations) >= 3, observations
        assert observations[0]["StatusReport"]["Status"], observations
        assert observations[0]["StatusReport"]["CheckedTime"].tzinfo is not None
        refused("NoSuchHealthCheck", 404, route53.get_health_check_status, HealthCheckId="nobody")
