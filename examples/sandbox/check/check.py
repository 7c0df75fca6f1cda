"""Checks the sandbox's AWS endpoint with boto3: `check.py <endpoint URL>`."""

import sys

import boto3
from botocore.config import Config

import check_cloudtrail
import check_cloudwatch
import check_common
import check_dms
import check_dms_serverless
import check_elbv2
import check_lambda
import check_network
import check_rds
import check_rules
import check_tagging
from harness import Checks

REGION = "ap-northeast-2"


def main(endpoint):
    def client(service, region=REGION, access_key="AKIASANDBOX000000001", **options):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key="not-a-secret",
            config=Config(retries={"total_max_attempts": 1}, **options),
        )

    check = Checks()
    for module in (
        check_common,
        check_elbv2,
        check_rules,
        check_tagging,
        check_cloudwatch,
        check_cloudtrail,
        check_dms,
        check_dms_serverless,
        check_network,
        check_lambda,
        check_rds,
    ):
        module.run(check, client)
    return check.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check.py <endpoint URL>")
    sys.exit(main(sys.argv[1]))
