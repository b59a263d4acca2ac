"""The end of a fake: unused rules fail, and a client that was kept says that it is closed."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import FakeClosedError, UnexpectedCallError, UnusedRuleError
from botosmith_runtime.violations import RequestShapeError

boto3: Any = importlib.import_module("boto3")  # which has no types


def here(lines_above: int = 1) -> str:
    caller = inspect.stack()[1]
    return f"{caller.filename}:{caller.lineno - lines_above}"


def test_unused_rules_fail() -> None:
    fake = FakeImportExport()
    fake.get_status(JobId="J1").returns().returns()
    fake.get_status(JobId="J2").returns().times(3)
    fake.get_status(JobId="J3")
    fake.list_jobs().returns()
    fake.cancel_job().returns_each({}, {})
    fake.client.get_status(JobId="J2")
    fake.client.list_jobs()
    fake.client.cancel_job(JobId="J1")
    with pytest.raises(UnusedRuleError) as caught:
        fake.close()
    found = [line.strip().replace(__file__, "") for line in str(caught.value).splitlines()[1:]]
    assert [re.sub(r", written at :\d+", "", line) for line in found] == [
        "get_status(JobId='J1'): used 0 of 1 times",
        "get_status(JobId='J2'): used 1 of 3 times",
        "get_status(JobId='J3'): has no answer yet: add .returns(...), .raises(...)",
        "cancel_job(): used 1 of 2 times",
        "(a rule that the test need not use: .optional())",
    ]


def test_unused_rules_keep_quiet() -> None:
    fake = FakeImportExport()
    fake.get_status().returns()
    with pytest.raises(ZeroDivisionError), fake:
        raise ZeroDivisionError
    with FakeImportExport(allow_unused=True) as fake:
        fake.get_status().returns()


def test_swallowed_call_comes_to_light() -> None:
    fake = FakeImportExport()
    with suppress(Exception):
        fake.client.create_job(JobType="Import", Manifest="m", ValidateOnly=True)
    with pytest.raises(UnexpectedCallError, match="caught this error:\ncreate_job"):
        fake.close()


def test_a_closed_fake_takes_neither_rules_nor_calls() -> None:
    with FakeImportExport() as fake:
        rule = fake.get_status().returns()
        client, plain = fake.client, fake.boto3_client
        client.get_status(JobId="J1")
    closed = f"this FakeImportExport was closed at {here(4)}"
    its_rule = f"get_status(), written at {here(4)}: {closed}"
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: client.get_status(JobId="J1"), f"GetStatus was called, but {closed}"),
        (lambda: plain.list_jobs(), f"ListJobs was called, but {closed}"),
        (
            lambda: fake.get_status(JobId="J"),
            f"get_status(JobId='J'), written at {here(1)}: {closed}",
        ),
        (lambda: rule.returns(), its_rule),
        (lambda: rule.raises("InvalidJobIdException"), its_rule),
        (lambda: rule.throttles(), its_rule),
        (lambda: fake.client, closed),
        (lambda: fake.patch(), closed),
        (lambda: fake.__enter__(), closed),
    ]
    for call, message in calls:
        with pytest.raises(FakeClosedError) as caught:
            call()
        assert str(caught.value) == message
    assert rule.call_count == 1


def _nothing(**_: Any) -> None:
    """A handler that does nothing."""


def _half_read(client: Any) -> Any:
    pages = iter(client.get_paginator("list_jobs").paginate())
    assert next(pages)["Jobs"] == [{"JobId": "J1"}]
    return pages


def _list_jobs(client: Any) -> None:
    client.list_jobs()


def _call(method: Any) -> None:
    method()


def _paginate(paginator: Any) -> None:
    next(iter(paginator.paginate()))


def _wait(waiter: Any) -> None:
    waiter.wait(JobId="J1")


KEPT: dict[str, tuple[Callable[[Any], Any], Callable[[Any], object]]] = {
    "typed client": (lambda fake: fake.client, _list_jobs),
    "plain client": (lambda fake: fake.boto3_client, _list_jobs),
    "typed method": (lambda fake: fake.client.list_jobs, _call),
    "plain method": (lambda fake: fake.boto3_client.list_jobs, _call),
    "typed paginator": (lambda fake: fake.client.get_paginator("list_jobs"), _paginate),
    "plain paginator": (lambda fake: fake.boto3_client.get_paginator("list_jobs"), _paginate),
    "pages, half of them read": (lambda fake: _half_read(fake.client), next),
    "items, none of them read": (lambda fake: fake.client.iter_list_jobs(), next),
    "typed waiter": (lambda fake: fake.client.get_waiter("job_completed"), _wait),
    "plain waiter": (lambda fake: fake.boto3_client.get_waiter("job_completed"), _wait),
    "typed client around it": (lambda fake: ImportExportClient(fake.boto3_client), _list_jobs),
    "typed client around it, made later": (
        lambda fake: fake.boto3_client,
        lambda client: ImportExportClient(client).list_jobs(),
    ),
    "presigned URL": (
        lambda fake: fake.client,
        lambda client: client.generate_presigned_url("list_jobs"),
    ),
    "made by boto3": (lambda fake: _made(fake, lambda: boto3.client("importexport")), _list_jobs),
    "made by connect": (lambda fake: _made(fake, connect), _list_jobs),
}


def _made(fake: Any, make: Callable[[], Any]) -> Any:
    with fake.patch():
        return make()


@pytest.mark.parametrize("way", KEPT)
def test_what_was_kept_never_meets_the_next_fake(way: str) -> None:
    """As a cache of clients in code under test keeps it."""
    keep, use = KEPT[way]
    pages: Any = [{"Jobs": [{"JobId": "J1"}]}, {"Jobs": [{"JobId": "J2"}]}]
    with FakeImportExport() as fake:
        fake.list_jobs().pages(pages).optional()
        kept = keep(fake)
    closed = f"this FakeImportExport was closed at {here(3)}"
    with FakeImportExport() as following:
        _ = following.client
        following.list_jobs().pages(pages).optional()
        following.get_status().returns(ProgressCode="Success", ErrorCount=0).optional()
        with pytest.raises(FakeClosedError) as caught:
            use(kept)
        assert str(caught.value).endswith(f" was called, but {closed}")
        assert following.calls == ()
        assert [job.get("JobId") for job in following.client.iter_list_jobs()] == ["J1", "J2"]


def test_what_is_done_to_a_kept_client_is_done_to_no_other() -> None:
    with FakeImportExport() as fake:
        kept: Any = fake.boto3_client

    def refuse(**_: Any) -> None:
        raise AssertionError("a handler of another client was called")

    with FakeImportExport() as following:
        used: Any = following.boto3_client
        ImportExportClient(kept, request_checks="off")
        kept.meta.events.register("provide-client-params", refuse, unique_id="mine")
        kept.meta.events.unregister("provide-client-params", unique_id="mine")
        kept.meta.events.register("provide-client-params", refuse)
        following.get_status().returns()
        assert used.get_status(JobId="J1")
        with pytest.raises(RequestShapeError):
            used.get_status()
    assert not hasattr(kept, "no_such_operation")  # as what looks at modules asks
    with FakeImportExport() as third:
        assert machinery(third) is machinery(following, used)


def test_machinery_that_was_changed_after_all_is_used_no_more() -> None:
    """By what a test kept of it, once the next test could have it."""
    with FakeImportExport() as fake:
        used = machinery(fake)
        events = fake.boto3_client.meta.events
    events.register("before-call.importexport", _nothing)
    with FakeImportExport() as following:
        assert machinery(following) is not used


def machinery(fake: Any, client: Any = None) -> Any:
    """What was expensive to make in a fake's client."""
    attributes: dict[str, Any] = (client or fake.boto3_client).__dict__
    return attributes["_endpoint"]


def test_a_call_under_way_ends_with_its_fake() -> None:
    """As one in another thread may; here it is a predicate that closes the fake."""
    following: list[Any] = []

    def close(_: str) -> bool:
        fake.close(verify=False)
        following.append(FakeImportExport())
        following[0].get_status().returns().optional()
        _ = following[0].client
        return True

    fake: Any = FakeImportExport()
    client = fake.client
    fake.get_status(JobId=close).returns()
    used = machinery(fake)
    with pytest.raises(FakeClosedError, match="GetStatus was called, but"):
        client.get_status(JobId="J1")
    assert machinery(following[0]) is used
    assert following[0].call_count == fake.call_count == 0
    following[0].close()


@pytest.mark.parametrize("event", ["provide-client-params", "before-parameter-build"])
def test_a_call_that_has_just_begun_ends_with_its_fake(event: str) -> None:
    fake: Any = FakeImportExport()
    client = fake.client

    def close(**_: Any) -> None:
        fake.close()

    client.meta.events.register(event, close)
    with pytest.raises(FakeClosedError, match="GetStatus was called, but"):
        client.get_status(JobId="J1")


def test_another_fake_inside_a_call() -> None:
    """Each client is answered by its own fake, whatever else the thread is in the middle of."""
    with FakeImportExport() as outer:
        outer.get_status().responds(lambda _: {"LogKey": _inner()})
        assert outer.client.get_status(JobId="J1").get("LogKey") == "inner"
        assert outer.client.get_status(JobId="J2").get("LogKey") == "inner"
        assert outer.call_count == 2


def _inner() -> str:
    with FakeImportExport() as inner:
        inner.get_status().returns(LogKey="inner")
        return inner.client.get_status(JobId="J1").get("LogKey", "")


def test_a_check_mode_that_was_never_left_ends_with_its_fake() -> None:
    with FakeImportExport() as fake:
        left_open = fake.client.checks(request="off")
        left_open.__enter__()
    with FakeImportExport() as fake, pytest.raises(RequestShapeError):
        fake.client.get_status(JobId=5)  # type: ignore[arg-type]
    left_open.__exit__(None, None, None)
