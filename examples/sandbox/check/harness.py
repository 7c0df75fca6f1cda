"""Runs checks one after the other and counts what holds."""

import time
import traceback

from botocore.exceptions import ClientError


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def __call__(self, name):
        """Runs the decorated function at once as a check of this name."""

        def run(function):
            try:
                function()
            except Exception as problem:  # a check may fail in any way
                self.failed += 1
                print(f"FAIL {name}: {type(problem).__name__}: {problem}")
                if not isinstance(problem, (AssertionError, ClientError)):
                    traceback.print_exc()
            else:
                self.passed += 1
                print(f"ok   {name}")
            return function

        return run

    def finish(self):
        print(f"boto3: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def same(actual, expected):
    assert actual == expected, f"expected {expected!r}, got {actual!r}"


def refused(code, status, call, *args, **kwargs):
    """The call must end in this error code and HTTP status."""
    try:
        call(*args, **kwargs)
    except ClientError as error:
        same(error.response["Error"]["Code"], code)
        same(error.response["ResponseMetadata"]["HTTPStatusCode"], status)
        assert error.response["ResponseMetadata"]["RequestId"], "no request id"
        return error
    raise AssertionError(f"expected {code}, but the call succeeded")


def eventually(read, expected, seconds=20):
    """Polls until `read` gives what is expected."""
    deadline = time.monotonic() + seconds
    while True:
        actual = read()
        if actual == expected:
            return
        assert time.monotonic() < deadline, f"still {actual!r}, not {expected!r}"
        time.sleep(0.2)


def tags_of(pairs):
    return {tag["Key"]: tag["Value"] for tag in pairs}
