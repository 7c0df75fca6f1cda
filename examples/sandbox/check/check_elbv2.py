"""Elastic Load Balancing v2."""

from harness import eventually, refused, same, tags_of


def run(check, client):
    elb = client("elbv2")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]
    listener = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"][0]
    rules = elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    rule = rules[0]
    forward = rule["Actions"][0]
    groups = forward["ForwardConfig"]["TargetGroups"]

    def modify(*weights, arn=rule["RuleArn"], **action):
        config = {
            "TargetGroups": [
                {"TargetGroupArn": group["TargetGroupArn"], "Weight": weight}
                for group, weight in zip(groups, weights)
            ]
        }
        return elb.modify_rule(
            RuleArn=arn,
            Actions=[{"Type": "forward", "ForwardConfig": {**config, **action}}],
        )

    @check("elbv2 DescribeLoadBalancers by name and by ARN")
    def _():
        same(balancer["State"]["Code"], "active")
        same(balancer["Type"], "application")
        assert balancer["CreatedTime"].tzinfo is not None
        for by in ({"Names": ["shop"]}, {"LoadBalancerArns": [balancer["LoadBalancerArn"]]}):
            same(elb.describe_load_balancers(**by)["LoadBalancers"], [balancer])
        refused("LoadBalancerNotFound", 400, elb.describe_load_balancers, Names=["nobody"])

    @check("elbv2 DescribeListeners gives port, protocol and default action")
    def _():
        same((listener["Port"], listener["Protocol"]), (443, "HTTPS"))
        same(listener["DefaultActions"][0]["Type"], "fixed-response")
        same(elb.describe_listeners(ListenerArns=[listener["ListenerArn"]])["Listeners"], [listener])
        refused("ListenerNotFound", 400, elb.describe_listeners, ListenerArns=[listener["ListenerArn"] + "0"])
        refused("ValidationError", 400, elb.describe_listeners)

    @check("elbv2 DescribeRules gives six services and the default rule last")
    def _():
        same(len(rules), 7)
        same([r["IsDefault"] for r in rules], [False] * 6 + [True])
        priorities = [int(r["Priority"]) for r in rules[:-1]]
        same(priorities, sorted(priorities))
        host = next(c for c in rule["Conditions"] if c["Field"] == "host-header")
        same(host["Values"], host["HostHeaderConfig"]["Values"])
        same(len(groups), 2)
        assert "TargetGroupArn" not in forward
        same(elb.describe_rules(RuleArns=[rule["RuleArn"]])["Rules"], [rule])

    @check("elbv2 DescribeRules pages")
    def _():
        pages = list(
            elb.get_paginator("describe_rules").paginate(
                ListenerArn=listener["ListenerArn"], PaginationConfig={"PageSize": 3}
            )
        )
        same([len(page["Rules"]) for page in pages], [3, 3, 1])
        same([r for page in pages for r in page["Rules"]], rules)

    @check("elbv2 DescribeRules refuses unknown rules, wrong markers and page sizes")
    def _():
        arn = listener["ListenerArn"]
        refused("RuleNotFound", 400, elb.describe_rules, RuleArns=[rule["RuleArn"][:-4] + "0000"])
        refused("ValidationError", 400, elb.describe_rules, RuleArns=["rule"])
        refused("ValidationError", 400, elb.describe_rules, ListenerArn=arn, Marker="no such marker")
        refused("ValidationError", 400, elb.describe_rules, ListenerArn=arn, RuleArns=[rule["RuleArn"]])
        refused("ValidationError", 400, elb.describe_rules)

    @check("elbv2 DescribeTargetGroups gives two per service, and pages")
    def _():
        paginator = elb.get_paginator("describe_target_groups")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 5}))
        same([len(page["TargetGroups"]) for page in pages], [5, 5, 2])
        group = pages[0]["TargetGroups"][0]
        same(group["TargetType"], "ip")
        same(group["LoadBalancerArns"], [balancer["LoadBalancerArn"]])
        assert isinstance(group["HealthCheckIntervalSeconds"], int)
        by_name = elb.describe_target_groups(Names=[group["TargetGroupName"]])
        same(by_name["TargetGroups"], [group])
        refused("TargetGroupNotFound", 400, elb.describe_target_groups, Names=["nobody"])

    @check("elbv2 DescribeTargetHealth becomes healthy, and knows strangers")
    def _():
        for group in groups:
            arn = group["TargetGroupArn"]

            def states(arn=arn):
                found = elb.describe_target_health(TargetGroupArn=arn)
                return {d["TargetHealth"]["State"] for d in found["TargetHealthDescriptions"]}

            eventually(states, {"healthy"}, 30)
            stranger = elb.describe_target_health(TargetGroupArn=arn, Targets=[{"Id": "192.0.2.99"}])
            health = stranger["TargetHealthDescriptions"][0]["TargetHealth"]
            same((health["State"], health["Reason"]), ("unused", "Target.NotRegistered"))
            refused("InvalidTarget", 400, elb.describe_target_health, TargetGroupArn=arn, Targets=[{"Id": "i-1"}])

    @check("elbv2 AddTags, DescribeTags, RemoveTags")
    def _():
        arn = rule["RuleArn"]
        read = lambda: tags_of(elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"])
        before = read()
        same(before["hybrid-platform:platform"], "shop")
        elb.add_tags(ResourceArns=[arn], Tags=[{"Key": "check", "Value": "a + b = ü / 日本"}])
        same(read(), {**before, "check": "a + b = ü / 日本"})
        elb.remove_tags(ResourceArns=[arn], TagKeys=["check"])
        same(read(), before)

    @check("elbv2 AddTags refuses what AWS refuses")
    def _():
        arn = rule["RuleArn"]
        add = lambda tags: elb.add_tags(ResourceArns=[arn], Tags=tags)
        refused("ValidationError", 400, add, [{"Key": "aws:mine", "Value": ""}])
        refused("ValidationError", 400, add, [{"Key": "k", "Value": "v" * 257}])
        refused("DuplicateTagKeys", 400, add, [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])
        refused("TooManyTags", 400, add, [{"Key": f"k{n}", "Value": ""} for n in range(50)])
        refused("RuleNotFound", 400, elb.describe_tags, ResourceArns=[arn[:-4] + "0000"])
        refused("ValidationError", 400, elb.describe_tags, ResourceArns=[arn] * 21)

    @check("elbv2 ModifyRule changes weights, and only them")
    def _():
        written = modify(30, 70)["Rules"][0]
        read = elb.describe_rules(RuleArns=[rule["RuleArn"]])["Rules"][0]
        same(written, read)
        same([g["Weight"] for g in read["Actions"][0]["ForwardConfig"]["TargetGroups"]], [30, 70])
        same(read["Conditions"], rule["Conditions"])
        modify(*[group["Weight"] for group in groups])
        same(elb.describe_rules(RuleArns=[rule["RuleArn"]])["Rules"][0]["Actions"], rule["Actions"])

    @check("elbv2 ModifyRule refuses what AWS refuses")
    def _():
        default = rules[-1]["RuleArn"]
        refused("OperationNotPermitted", 400, modify, 1, 1, arn=default)
        refused("RuleNotFound", 400, modify, 1, 1, arn=rule["RuleArn"][:-4] + "0000")
        refused("ValidationError", 400, modify, 1000, 1)
        refused("ValidationError", 400, modify, -1, 1)
        refused("ValidationError", 400, modify, 1, 1, TargetGroupStickinessConfig={"Enabled": True, "DurationSeconds": 604801})
        missing = {"Type": "forward", "TargetGroupArn": groups[0]["TargetGroupArn"] + "0"}
        refused("TargetGroupNotFound", 400, elb.modify_rule, RuleArn=rule["RuleArn"], Actions=[missing])
        six = [{"TargetGroupArn": f"{groups[0]['TargetGroupArn']}{n}"} for n in range(6)]
        action = {"Type": "forward", "ForwardConfig": {"TargetGroups": six}}
        refused("ValidationError", 400, elb.modify_rule, RuleArn=rule["RuleArn"], Actions=[action])
