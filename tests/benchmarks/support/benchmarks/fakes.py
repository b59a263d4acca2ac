"""What a call on a fake costs, and what setting one up does, beside botocore's Stubber and moto.

A fake's call has both checks strict. Rounds take turns in one process; medians of CPU time.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.harness import Table, generate, importable, interleaved
from botocore.session import Session
from botocore.stub import Stubber
from botosmith_runtime.fakes.adapters.botocore import stages

KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
STATUS: Any = {"JobId": "J1", "ProgressCode": "Started", "LogBucket": "b", "LogKey": "k"}
IDENTITY: Any = {"UserId": "AIDA", "Account": "123456789012", "Arn": "arn:aws:sts::1:user/x"}
BASE = "Stubber: add a response and call"

Ways = dict[str, Callable[[], object]]


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """Two tables: calls and set-up."""
    with tempfile.TemporaryDirectory() as folder:
        generate(["importexport", "sts"], Path(folder))
        yield _table("Microseconds of a call: importexport get_status", _status(), rounds, BASE)
        with ExitStack() as stack:
            title = "Microseconds of a call: sts get_caller_identity"
            yield _table(title, _identity(stack), rounds, BASE)
        set_up = "Stubber: session, client and stubber"
        yield _table("Microseconds to set up and tear down: sts", _set_up(set_up), rounds, set_up)


def _table(title: str, ways: Ways, rounds: int, base: str) -> Table:
    table = Table(title, ("way", "µs", "of Stubber's"))
    seconds = interleaved(ways, max(rounds, 15))
    for name, each in seconds.items():
        table.add(name, f"{each * 1e6:,.1f}", f"{each / seconds[base]:.2g}")
    if not importable("moto") and "sts" in title:
        table.notes.append("moto is not installed.")
    return table


def _status() -> Ways:
    fake_class = importlib.import_module("botosmith_importexport.fakes").FakeImportExport
    client, stubber = _stubbed("importexport")
    few, many, fresh = fake_class(), fake_class(), fake_class()
    few.get_status(JobId="J1").returns(**STATUS)
    for number in range(100):
        many.get_status(JobId=f"J{number}").returns(**STATUS)

    def stubbed() -> None:
        stubber.add_response("get_status", STATUS, {"JobId": "J1"})
        client.get_status(JobId="J1")

    def ruled() -> None:
        fresh.get_status(JobId="J1").returns(**STATUS).times(1)
        fresh.client.get_status(JobId="J1")
        fresh.reset()

    return {
        BASE: stubbed,
        "fake: write a rule and call": ruled,
        "fake: call": lambda: few.client.get_status(JobId="J1"),
        "fake: call, a hundred rules written": lambda: many.client.get_status(JobId="J1"),
    }


def _identity(stack: ExitStack) -> Ways:
    fake = importlib.import_module("botosmith_sts.fakes").FakeSTS()
    fake.get_caller_identity().returns(**IDENTITY)
    client, stubber = _stubbed("sts")

    def stubbed() -> None:
        stubber.add_response("get_caller_identity", IDENTITY)
        client.get_caller_identity()

    ways: Ways = {BASE: stubbed, "fake: call": fake.client.get_caller_identity}
    if importable("moto"):
        stack.enter_context(importlib.import_module("moto").mock_aws())
        mocked: Any = Session().create_client("sts", region_name="us-east-1")
        ways["moto: call"] = mocked.get_caller_identity
    return ways


def _set_up(base: str) -> Ways:
    fake_class = importlib.import_module("botosmith_sts.fakes").FakeSTS

    def stubber() -> None:
        with _stubbed("sts")[1]:
            pass

    def first() -> None:
        stages.POOL.clear()
        fake_class().close()

    ways: Ways = {
        base: stubber,
        "fake: the first of a process": first,
        "fake: each after it (the fixture)": lambda: fake_class().close(),
    }
    if importable("moto"):
        moto: Any = importlib.import_module("moto")

        def mock() -> None:
            with moto.mock_aws():
                Session().create_client("sts", region_name="us-east-1", **KEYS)

        ways["moto: mock_aws and a client"] = mock
    return ways


def _stubbed(service: str) -> tuple[Any, Stubber]:
    client: Any = Session().create_client(service, region_name="us-east-1", **KEYS)
    stubber = Stubber(client)
    stubber.activate()
    return client, stubber
