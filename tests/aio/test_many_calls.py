"""A thousand calls in flight on one fake: no answer is wrong, and none is lost."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import ANY, FakeImportExport

CALLS = 1000
ROUNDS = 20


def test_a_thousand_calls_in_flight() -> None:
    """Rules by value, by predicate, in sequence, with faults, delays, coroutines and errors."""

    async def echoed(request: Any) -> Any:
        for _ in range(random.randrange(4)):
            await asyncio.sleep(0)
        return {"ProgressCode": request["JobId"]}

    async def ask(fake: FakeImportExport, job: str) -> str:
        try:
            return (await fake.aio_client.get_status(JobId=job)).get("ProgressCode", "")
        except InvalidJobIdException as error:
            return error.message

    async def page(fake: FakeImportExport) -> list[str]:
        return [job.get("JobId", "") async for job in fake.aio_client.iter_list_jobs()]

    async def play(fake: FakeImportExport, number: int) -> None:
        order = random.Random(number)
        each = CALLS // 5
        first = fake.get_status(JobId="sequence")
        for position in range(each):
            first.returns(ProgressCode=str(position)).times(1)
        fake.get_status(JobId="retried").throttles(times=each).returns(ProgressCode="Retried")
        fake.get_status(JobId="gone").raises("InvalidJobIdException", message="gone")
        fake.get_status(JobId=lambda job: job.startswith("echo-")).responds(echoed)
        fake.get_status(JobId=ANY).returns(ProgressCode="Any").delays(5)
        fake.list_jobs().pages([{"Jobs": [{"JobId": "A"}]}, {"Jobs": [{"JobId": "B"}]}])
        jobs = [
            *["sequence", "gone", "other"] * each,
            *(f"echo-{position}" for position in range(each)),
        ]
        calls: list[tuple[str, Awaitable[Any]]] = [(job, ask(fake, job)) for job in jobs]
        calls += [("pages", page(fake)) for _ in range(each // 2)]
        order.shuffle(calls)
        found = await asyncio.gather(*(call for _, call in calls))
        by_job: dict[str, list[Any]] = {}
        for (job, _), answer in zip(calls, found, strict=True):
            by_job.setdefault(job, []).append(answer)
        assert sorted(by_job["sequence"], key=int) == [str(one) for one in range(each)]
        assert by_job["gone"] == ["gone"] * each
        assert by_job["other"] == ["Any"] * each
        assert by_job["pages"] == [["A", "B"]] * (each // 2)
        for position in range(each):
            assert by_job[f"echo-{position}"] == [f"echo-{position}"]
        retried = await asyncio.gather(*(ask(fake, "retried") for _ in range(each // 4)))
        assert retried == ["Retried"] * (each // 4)

    for number in range(ROUNDS):
        with FakeImportExport(allow_unused=True) as fake:
            asyncio.run(play(fake, number))
            assert fake.call_count == CALLS + CALLS // 5 // 4
            counted = Counter(call.request.get("JobId", "pages") for call in fake.calls)
            assert counted["sequence"] == counted["gone"] == counted["other"] == CALLS // 5
            assert fake.elapsed >= 5 * CALLS // 5
