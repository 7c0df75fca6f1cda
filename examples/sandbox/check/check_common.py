"""What all services share: identity, Regions, unknown operations, malformed bodies."""

import json
import urllib.error
import urllib.request

from harness import refused, same

JSON_TARGETS = {
    "dms": "AmazonDMSv20160101",
    "monitoring": "GraniteServiceVersion20100801",
    "tagging": "ResourceGroupsTaggingAPI_20170126",
}


def run(check, client):
    sts = client("sts")
    endpoint = sts.meta.endpoint_url

    def raw(service, body, headers, path="/", method="POST"):
        """A request by hand; gives the status and the body."""
        request = urllib.request.Request(
            endpoint + path,
            data=body,
            method=method,
            headers={
                "Authorization": "AWS4-HMAC-SHA256 Credential=AKIARAW/20261122/"
                f"ap-northeast-2/{service}/aws4_request, SignedHeaders=host, Signature=0",
                **headers,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    @check("sts GetCallerIdentity names account and caller")
    def _():
        identity = sts.get_caller_identity()
        same(identity["Account"], "111122223333")
        assert identity["Arn"].startswith("arn:aws:iam::111122223333:"), identity["Arn"]
        assert identity["UserId"]

    @check("sts GetCallerIdentity tells principals apart")
    def _():
        other = client("sts", access_key="AKIAOTHER").get_caller_identity()
        assert other["Arn"] != sts.get_caller_identity()["Arn"]

    @check("another Region is empty")
    def _():
        elb = client("elbv2", region="eu-west-1")
        same(elb.describe_load_balancers()["LoadBalancers"], [])
        found = client("resourcegroupstaggingapi", region="eu-west-1").get_resources()
        same(found["ResourceTagMappingList"], [])

    @check("unknown, expired and denied credentials are refused as each service does")
    def _():
        for key, query, json_code, ec2 in (
            ("AKIAUNKNOWN", "InvalidClientTokenId", "UnrecognizedClientException", ("AuthFailure", 401)),
            ("AKIAEXPIRED", "ExpiredToken", "ExpiredTokenException", ("RequestExpired", 400)),
            ("AKIADENIED", "AccessDenied", "AccessDeniedException", ("UnauthorizedOperation", 403)),
        ):
            refused(query, 403, client("elbv2", access_key=key).describe_load_balancers)
            refused(json_code, 400, client("dms", access_key=key).describe_endpoints)
            refused(ec2[0], ec2[1], client("ec2", access_key=key).describe_vpn_connections)

    @check("unknown operations of every protocol are refused without a crash")
    def _():
        refused("InvalidAction", 400, client("elbv2").describe_ssl_policies)
        refused("InvalidAction", 400, client("ec2").describe_instances)
        refused("InvalidAction", 400, client("sts").get_session_token)
        refused("UnknownOperationException", 400, client("dms").describe_events)
        refused("UnknownOperationException", 400, client("resourcegroupstaggingapi").get_tag_keys)
        refused("UnknownOperationException", 404, client("route53").list_health_checks)
        refused("UnknownOperationException", 404, client("lambda").list_functions)

    @check("unknown services are refused")
    def _():
        refused("UnknownOperationException", 404, client("sqs").list_queues)

    @check("malformed JSON bodies are a SerializationException")
    def _():
        operations = {"dms": "DescribeEndpoints", "monitoring": "DescribeAlarms", "tagging": "GetResources"}
        for service, operation in operations.items():
            for body in (b"{nonsense", b"[]", b'"text"', b'{"MaxRecords":"many","ResourcesPerPage":"many"}'):
                status, text = raw(
                    service,
                    body,
                    {
                        "Content-Type": "application/x-amz-json-1.1",
                        "X-Amz-Target": f"{JSON_TARGETS[service]}.{operation}",
                    },
                )
                same(status, 400)
                assert json.loads(text)["__type"].endswith("SerializationException"), text

    @check("malformed query bodies are a MalformedInput")
    def _():
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        head = b"Action=ModifyRule&Version=2015-12-01&RuleArn=r"
        for tail in (
            b"&Actions=text",
            b"&Actions.member.x.Type=forward",
            b"&Actions.member.1=text",
            b"&Actions.member.1.Order=first",
            b"&RuleArn.member.1=r",
        ):
            status, text = raw("elasticloadbalancing", head + tail, form)
            same(status, 400)
            assert "<Code>MalformedInput</Code>" in text, text

    @check("malformed XML and paths are a 4xx")
    def _():
        path = "/2013-04-01/hostedzone/Z1/rrset"
        for body in (b"<unclosed", b"not xml", b""):
            status, _ = raw("route53", body, {"Content-Type": "text/xml"}, path)
            assert 400 <= status < 500, status
        status, _ = raw("route53", None, {}, "/2013-04-01/hostedzone/%ZZ/rrset", "GET")
        same(status, 404)

    @check("a request without a signature is refused")
    def _():
        try:
            urllib.request.urlopen(endpoint, timeout=10)
        except urllib.error.HTTPError as error:
            same(error.code, 403)
            assert "MissingAuthenticationToken" in error.read().decode()
        else:
            raise AssertionError("answered without a signature")
