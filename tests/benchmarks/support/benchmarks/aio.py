"""What an awaited call on a fake costs, beside aiobotocore's ``AioStubber``.

A fake's call has both checks strict, and lets other tasks run once, which AioStubber's does not.
Rounds take turns in one process and one event loop; medians of CPU time.
"""

from __future__ import annotations

import asyncio
import importlib
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import Table, generate, interleaved

KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
STATUS: Any = {"JobId": "J1", "ProgressCode": "Started", "LogBucket": "b", "LogKey": "k"}
IDENTITY: Any = {"UserId": "AIDA", "Account": "123456789012", "Arn": "arn:aws:sts::1:user/x"}
PUT: Any = {"TableName": "table", "Item": {"id": {"S": "1"}, "tags": {"SS": ["a", "b"]}}}
CALLED: tuple[tuple[str, str, Any, Any], ...] = (
    ("importexport", "get_status", {"JobId": "J1"}, STATUS),
    ("sts", "get_caller_identity", {}, IDENTITY),
    ("dynamodb", "put_item", PUT, {}),
)
BASE = "AioStubber: add a response and call"
CALLS = 100
"""How many are awaited each time that the event loop is entered."""


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """A table for each operation."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        generate(["importexport", "sts", "dynamodb"], Path(folder))
        for service, method, request, response in CALLED:
            ways = runner.run(_ways(service, method, request, response))
            each = {name: _repeated(runner, way) for name, way in ways.items()}
            seconds = interleaved(each, max(rounds, 15))
            title = f"Microseconds of an awaited call: {service} {method}"
            table = Table(title, ("way", "µs", "of AioStubber's"))
            for name, spent in seconds.items():
                share = f"{spent / seconds[BASE]:.2g}"
                table.add(name, f"{spent / CALLS * 1e6:,.1f}", share)
            if service == "dynamodb":
                note = "The endpoint depends on parameters, so that each call resolves it."
                table.notes.append(note)
            else:
                ratio = seconds["fake: call"] / seconds[BASE]
                table.want("a fake's call, of AioStubber's add and call", ratio, 0.6)
            yield table


def _repeated(runner: asyncio.Runner, way: Callable[[], Awaitable[object]]) -> Callable[[], object]:
    async def repeat() -> None:
        for _ in range(CALLS):
            await way()

    return lambda: runner.run(repeat())


async def _ways(
    service: str, method: str, request: Any, response: Any
) -> dict[str, Callable[[], Awaitable[object]]]:
    session: Any = importlib.import_module("aiobotocore.session").get_session()
    client = await session.create_client(service, region_name="us-east-1", **KEYS).__aenter__()
    stubber = importlib.import_module("aiobotocore.stub").AioStubber(client)
    stubber.activate()
    fakes = importlib.import_module(f"botosmith_{service}.fakes")
    (fake_class,) = (getattr(fakes, name) for name in fakes.__all__ if name.startswith("Fake"))
    few, fresh = fake_class(), fake_class()
    getattr(few, method)(**request).returns(**response)

    async def stubbed() -> None:
        stubber.add_response(method, response, request)
        await getattr(client, method)(**request)

    async def ruled() -> None:
        getattr(fresh, method)(**request).returns(**response).times(1)
        await getattr(fresh.aio_client, method)(**request)
        fresh.reset()

    return {
        BASE: stubbed,
        "fake: write a rule and call": ruled,
        "fake: call": lambda: getattr(few.aio_client, method)(**request),
    }
