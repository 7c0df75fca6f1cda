"""Elastic Load Balancing v2: rules that come and go, and what is deleted with them."""

from harness import refused, same, tags_of


def run(check, client):
    elb = client("elbv2", access_key="AKIAMAKER")
    balancer = elb.describe_load_balancers(Names=["shop"])["LoadBalancers"][0]
    listener = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"][0]
    arn = listener["ListenerArn"]
    rules = elb.describe_rules(ListenerArn=arn)["Rules"]
    action = rules[0]["Actions"][0]

    def create(**changes):
        return elb.create_rule(
            **{
                "ListenerArn": arn,
                "Priority": 900,
                "Conditions": [{"Field": "host-header", "Values": ["made.example.com"]}],
                "Actions": [action],
                "Tags": [{"Key": "made", "Value": "here"}],
                **changes,
            }
        )["Rules"][0]

    @check("elbv2 CreateRule makes a rule with its tags, DeleteRule takes it away")
    def _():
        made = create()
        rule = made["RuleArn"]
        assert rule.startswith(arn.replace(":listener/", ":listener-rule/") + "/"), rule
        same(elb.describe_rules(RuleArns=[rule])["Rules"], [made])
        same((made["Priority"], made["IsDefault"]), ("900", False))
        (told,) = elb.describe_tags(ResourceArns=[rule])["TagDescriptions"]
        same(tags_of(told["Tags"]), {"made": "here"})
        refused("PriorityInUse", 400, create)
        elb.delete_rule(RuleArn=rule)
        refused("RuleNotFound", 400, elb.describe_rules, RuleArns=[rule])
        refused("RuleNotFound", 400, elb.delete_rule, RuleArn=rule)
        again = create()["RuleArn"]
        assert again != rule, rule
        elb.delete_rule(RuleArn=again)
        same(elb.describe_rules(ListenerArn=arn)["Rules"], rules)
        events = client("cloudtrail").lookup_events(
            LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": rule}]
        )["Events"]
        same([event["EventName"] for event in events], ["DeleteRule", "CreateRule"])
        same({event["Username"] for event in events}, {"AKIAMAKER"})

    @check("elbv2 CreateRule refuses what AWS refuses")
    def _():
        refused("ListenerNotFound", 400, create, ListenerArn=arn[:-4] + "0000")
        refused("ValidationError", 400, create, Priority=50001)
        refused("ValidationError", 400, create, Conditions=[])
        refused("DuplicateTagKeys", 400, create, Tags=[{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])
        missing = {"Type": "forward", "TargetGroupArn": group(action) + "0"}
        refused("TargetGroupNotFound", 400, create, Actions=[missing])

    @check("elbv2 CreateRule allows 100 rules on a load balancer")
    def _():
        made = [create(Priority=1000 + n)["RuleArn"] for n in range(100 - (len(rules) - 1))]
        try:
            refused("TooManyRules", 400, create)
        finally:
            for rule in made:
                elb.delete_rule(RuleArn=rule)

    @check("elbv2 DeleteRule and DeleteTargetGroup refuse what is needed")
    def _():
        refused("OperationNotPermitted", 400, elb.delete_rule, RuleArn=rules[-1]["RuleArn"])
        refused("ResourceInUse", 400, elb.delete_target_group, TargetGroupArn=group(action))
        elb.delete_target_group(TargetGroupArn=group(action) + "0")
        refused("ListenerNotFound", 400, elb.delete_listener, ListenerArn=arn[:-4] + "0000")


def group(action):
    return action["ForwardConfig"]["TargetGroups"][0]["TargetGroupArn"]
