"""Lambda, with the platform's own functions."""

import base64
import json

from harness import refused, same

NAME = "shop-reset-default-traffic"


def run(check, client):
    functions = client("lambda")

    @check("lambda Invoke answers with the result and the log")
    def _():
        reply = functions.invoke(FunctionName=NAME, LogType="Tail", Payload=b"{}")
        same((reply["StatusCode"], reply["ExecutedVersion"]), (200, "$LATEST"))
        assert "FunctionError" not in reply, reply["Payload"].read()
        json.loads(reply["Payload"].read())
        base64.b64decode(reply["LogResult"], validate=True)

    @check("lambda Invoke by ARN, as an event and as a dry run")
    def _():
        arn = f"arn:aws:lambda:ap-northeast-2:111122223333:function:{NAME}"
        same(functions.invoke(FunctionName=arn, InvocationType="DryRun")["StatusCode"], 204)
        same(functions.invoke(FunctionName=arn, InvocationType="Event", Payload=b"{}")["StatusCode"], 202)

    @check("lambda Invoke refuses what AWS refuses")
    def _():
        refused("ResourceNotFoundException", 404, functions.invoke, FunctionName="nobody")
        refused("ResourceNotFoundException", 404, functions.invoke, FunctionName=NAME, Qualifier="7")
        refused("InvalidRequestContentException", 400, functions.invoke, FunctionName=NAME, Payload=b"{nonsense")
