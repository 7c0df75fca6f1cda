"""What is the same for every service."""

from __future__ import annotations

import json
from typing import Any

from moto.core.responses import BaseResponse


def refuse_unknown_operations() -> None:
    """An operation that a service does not know is refused as a client's error.

    The common errors of DMS and of CloudTrail: InvalidAction, HTTP status 400.
    https://docs.aws.amazon.com/dms/latest/APIReference/CommonErrors.html
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html
    moto answers HTML with the status 500, for what it has not implemented, and AWS's SDKs try
    again and again. The check needs it for LookupEvents.
    """
    of_moto = BaseResponse.call_action

    def call_action(self: BaseResponse) -> Any:
        try:
            return of_moto(self)
        except NotImplementedError:
            body = {"__type": "InvalidAction", "message": "The action is not valid."}
            return 400, {"content-type": "application/x-amz-json-1.1"}, json.dumps(body)

    BaseResponse.call_action = call_action
