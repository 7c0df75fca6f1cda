"""The back end's REST API, as people call it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from harness import until

UNDER_WAY = {"planned", "awaiting-approval", "running", "verifying", "aborting"}
REQUEST_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any

    @property
    def problem(self) -> str:
        """The code of the problem that an error carries."""
        error = self.body.get("error", {}) if isinstance(self.body, dict) else {}
        return error.get("problem", {}).get("code", "")

    @property
    def failed_rules(self) -> list[str]:
        """The safety rules that refused."""
        error = self.body.get("error", {}) if isinstance(self.body, dict) else {}
        return [rule["id"] for rule in error.get("rules", []) if not rule["passed"]]


class Api:
    def __init__(self, url: str, authorization: dict[str, str]) -> None:
        self._url = url
        self._authorization = authorization

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        user: str = "mina",
        key: str | None = None,
    ) -> Answer:
        request = urllib.request.Request(
            f"{self._url}/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": self._authorization[user],
                "Content-Type": "application/json",
                "Idempotency-Key": key or str(uuid.uuid4()),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as response:
                return Answer(response.status, _read(response.read()))
        except urllib.error.HTTPError as error:
            return Answer(error.code, _read(error.read()))

    def get(self, path: str, **who: str) -> Answer:
        return self.call("GET", path, **who)

    def platform(self, platform: str) -> Answer:
        return self.get(f"platforms/{platform}")

    def service(self, service: str) -> Answer:
        return self.get(_of(service))

    def plan(self, service: str, body: dict[str, Any]) -> Answer:
        return self.call("POST", f"{_of(service)}/plans", body)

    def shift(
        self,
        service: str,
        body: dict[str, Any],
        *,
        user: str = "mina",
        key: str | None = None,
    ) -> Answer:
        """Starts a shift; the answer to the start."""
        wanted = {"reason": "a check", **body}
        return self.call("POST", f"{_of(service)}/shifts", wanted, user=user, key=key)

    def shift_and_wait(
        self, service: str, body: dict[str, Any], *, user: str = "mina"
    ) -> Answer:
        """Starts a shift; the shift when it has ended, or the refusal."""
        started = self.shift(service, body, user=user)
        if started.status != 202:
            return started
        path = f"{_of(service)}/shifts/{started.body['id']}"
        return self.ended(path)

    def replications(self, platform: str) -> list[dict[str, Any]]:
        return self.get(f"platforms/{platform}/replications").body["items"]

    def replicate(self, platform: str, action: str, body: object = None) -> Answer:
        """Starts, stops or tests the replication that has the name of its platform."""
        return self.call(
            "POST", f"platforms/{platform}/replications/{platform}/{action}", body
        )

    def evacuate(self, platform: str, body: dict[str, Any]) -> Answer:
        """Starts an evacuation; its report when it is over, or the refusal."""
        path = f"platforms/{platform}/evacuations"
        started = self.call("POST", path, {"reason": "a check", **body})
        if started.status != 202:
            return started
        return self.ended(f"{path}/{started.body['id']}")

    def hold(self, service: str, body: dict[str, Any], *, user: str) -> Answer:
        return self.call("PUT", f"{_of(service)}/hold", body, user=user)

    def release(self, service: str, *, user: str) -> Answer:
        return self.call("DELETE", f"{_of(service)}/hold", user=user)

    def ended(self, path: str, seconds: float = 60) -> Answer:
        """Reads a shift or an evacuation until it is over."""
        return until(
            lambda: self.get(path),
            lambda answer: answer.body.get("state") not in UNDER_WAY,
            seconds,
        )


def _of(service: str) -> str:
    return f"services/default/component/{service}"


def _read(text: bytes) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text[:500].decode(errors="replace")
