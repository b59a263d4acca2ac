"""What a call on a fake costs, beside botocore's Stubber and moto.

Interleaved rounds, medians, microseconds. A fake's call has both checks strict. moto is measured if
it is installed.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from botocore.session import Session
from botocore.stub import Stubber
from botosmith_importexport.fakes import FakeImportExport

ROUNDS, CALLS = 25, 200
KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
RESPONSE: Any = {"JobId": "J1", "ProgressCode": "Started", "LogBucket": "b", "LogKey": "k"}


def main() -> None:
    """Print a line for each way to play a call."""
    measured = {name: [timed(way)] for name, way in WAYS.items()}
    for _ in range(ROUNDS):
        for name, way in WAYS.items():
            measured[name].append(timed(way))
    stubber = statistics.median(measured["Stubber: add and call"])
    for name, times in measured.items():
        median = statistics.median(times)
        print(f"{name:<40} {median:8.1f} µs  {median / stubber:6.2f} of Stubber's")


def timed(way: Callable[[], None]) -> float:
    """Microseconds of one of ``CALLS`` calls."""
    start = time.perf_counter()
    way()
    return (time.perf_counter() - start) / CALLS * 1e6


def stubber_adds_and_calls() -> None:
    for _ in range(CALLS):
        STUBBER.add_response("get_status", RESPONSE, {"JobId": "J1"})
        CLIENT.get_status(JobId="J1")


def fake_adds_and_calls() -> None:
    fake = FakeImportExport()
    for _ in range(CALLS):
        fake.get_status(JobId="J1").returns(**RESPONSE).times(1)
        fake.client.get_status(JobId="J1")
        fake.reset()
    fake.close()


def fake_calls() -> None:
    fake = FakeImportExport()
    fake.get_status(JobId="J1").returns(**RESPONSE)
    client = fake.client
    for _ in range(CALLS):
        client.get_status(JobId="J1")
    fake.close()


def fake_among_a_hundred_rules() -> None:
    fake = FakeImportExport(allow_unused=True)
    for number in range(100):
        fake.get_status(JobId=f"J{number}").returns(**RESPONSE)
    client = fake.client
    for _ in range(CALLS):
        client.get_status(JobId="J1")
    fake.close()


def fake_opens_and_closes() -> None:
    for _ in range(CALLS):
        FakeImportExport().close()


def _moto() -> Callable[[], None]:
    mock_aws: Any = import_module("moto").mock_aws
    mock_aws().start()
    sts: Any = Session().create_client("sts", region_name="us-east-1")

    def calls() -> None:
        for _ in range(CALLS):
            sts.get_caller_identity()

    return calls


CLIENT: Any = Session().create_client("importexport", region_name="us-east-1", **KEYS)
STUBBER = Stubber(CLIENT)
STUBBER.activate()
WAYS: dict[str, Callable[[], None]] = {
    "Stubber: add and call": stubber_adds_and_calls,
    "fake: write a rule and call": fake_adds_and_calls,
    "fake: call": fake_calls,
    "fake: call, a hundred rules written": fake_among_a_hundred_rules,
    "fake: open and close": fake_opens_and_closes,
}
with suppress(ImportError):
    WAYS["moto: sts"] = _moto()

if __name__ == "__main__":
    main()
