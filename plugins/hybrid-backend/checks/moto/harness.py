"""Counts what holds, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Checks:
    """Counts what was found, and tells it."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0
        self._began = time.monotonic()

    def case(self, title: str, run: Callable[[], None]) -> None:
        """Runs a case. What stops it early is a failure, too."""
        self._head(title)
        self._run(run)

    def that(self, name: str, holds: bool, otherwise: object = "") -> None:
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        told = f"ok    {name}" if holds else f"FAIL  {name}: {_short(otherwise)}"
        print(f"  {told}", flush=True)

    def same(self, name: str, actual: object, expected: object) -> None:
        self.that(name, actual == expected, f"expected {expected!r}, got {actual!r}")

    def within(self, name: str, actual: float, least: float, most: float) -> None:
        self.that(name, least <= actual <= most, f"{actual} is not from {least} to {most}")

    def finish(self) -> int:
        print(f"\nIt took {self._seconds():.0f} s.")
        print(f"moto: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0

    def _head(self, title: str) -> None:
        print(f"\n{self._seconds():5.1f} s  {title}", flush=True)

    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _run(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Exception as problem:  # a case may stop in any way
            self.that("runs to its end", False, f"{type(problem).__name__}: {problem}")


def until(read: Callable[[], T], ready: Callable[[T], Any], seconds: float = 30) -> T:
    """Reads until it is ready, and gives what was read last, ready or not."""
    deadline = time.monotonic() + seconds
    while True:
        value = read()
        if ready(value) or time.monotonic() > deadline:
            return value
        time.sleep(0.1)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 600 else f"{text[:600]}…"
