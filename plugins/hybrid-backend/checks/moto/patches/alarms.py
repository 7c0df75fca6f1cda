"""Alarms of alarms, and who gets to see them."""

from __future__ import annotations

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult


def choose_alarms_by_type() -> None:
    """DescribeAlarms gives metric alarms, unless it is asked for others.

    botocore, DescribeAlarms, AlarmTypes: "If you omit this parameter, only metric alarms are
    returned, even if composite alarms or log alarms exist in the account."
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    moto gives both, always.
    """
    of_moto = CloudWatchResponse.describe_alarms

    def describe_alarms(self: CloudWatchResponse) -> ActionResult:
        types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
        alarms = of_moto(self).result
        return ActionResult(
            {f"{kind}s": alarms[f"{kind}s"] for kind in types if f"{kind}s" in alarms}
        )

    CloudWatchResponse.describe_alarms = describe_alarms


def let_alarms_be_composite() -> None:
    """PutCompositeAlarm makes an alarm whose state follows from other alarms.

    botocore, PutCompositeAlarm: AlarmName and AlarmRule are required.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    moto's PutMetricAlarm reads the rule of a composite alarm, but moto does not offer the operation.
    The rule is not evaluated: SetAlarmState says the state, as it does of moto's other alarms.
    """
    CloudWatchResponse.put_composite_alarm = CloudWatchResponse.put_metric_alarm
