"""The two processes of the check: moto, and the back end before it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from names import ACCOUNT, REGION

HERE = Path(__file__).parent
PACKAGE = HERE.parent.parent
STARTUP_SECONDS = 120
STOP_SECONDS = 10

# All that the back end is told of AWS. What the caller's environment says of it is left out.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIACHECK00000000001",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
}


@contextlib.contextmanager
def running_moto() -> Iterator[str]:
    """moto on a free port; its URL."""
    with _running("moto", [sys.executable, str(HERE / "serve.py")], {}) as line:
        yield line


@contextlib.contextmanager
def running_backend(
    aws_url: str, platforms: dict[str, list[str]], users: list[str]
) -> Iterator[dict[str, Any]]:
    """The plugin in a test back end; its URL, and by user the header that authorizes."""
    options = {
        "accountId": ACCOUNT,
        "region": REGION,
        "platforms": platforms,
        "users": users,
    }
    command = [
        "node",
        "--require",
        "@backstage/cli/config/nodeTransform.cjs",
        "src/__testUtils__/backendProcess.ts",
    ]
    environment = {
        **CREDENTIALS,
        "AWS_ENDPOINT_URL": aws_url,
        "NODE_ENV": "test",
        "BACKEND_PROCESS": json.dumps(options),
    }
    with _running("the back end", command, environment) as line:
        yield json.loads(line)


@contextlib.contextmanager
def _running(name: str, command: list[str], more: dict[str, str]) -> Iterator[str]:
    """A process that tells in its first line where it listens, and ends with its input."""
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith("AWS_")
    }
    process = subprocess.Popen(
        command,
        cwd=PACKAGE,
        env={**inherited, **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield _first_line(name, process)
    finally:
        process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_line(name: str, process: subprocess.Popen[str]) -> str:
    """The first line, or why there is none. What follows is read and forgotten."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        lines.put(process.stdout.readline().strip())
        for _ in process.stdout:
            pass

    threading.Thread(target=read, daemon=True).start()
    try:
        line = lines.get(timeout=STARTUP_SECONDS)
    except queue.Empty:
        sys.exit(f"{name} has not started within {STARTUP_SECONDS} s")
    if not line:
        sys.exit(f"{name} ended before it listened; what it said is above")
    return line
