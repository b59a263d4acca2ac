"""What fakes refuse: each time a clear error, which names the rule and where it was written."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.errors import InvalidJobIdException, UnableToCancelJobIdException
from botosmith_importexport.fakes import ANY, FakeImportExport, error
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import (
    AmbiguousRulesError,
    FakeClosedError,
    ResponderError,
    RuleError,
    UnexpectedCallError,
    UnusedRuleError,
)
from botosmith_runtime.violations import RequestShapeError


@pytest.fixture
def fake() -> Iterator[Any]:
    """An untyped one: a type checker would not let any of this pass."""
    with FakeImportExport() as fake:
        yield fake
        fake.reset()


def here(lines_above: int = 1) -> str:
    caller = inspect.stack()[1]
    return f"{caller.filename}:{caller.lineno - lines_above}"


WRONG_RULES: dict[str, tuple[Callable[[Any], object], str]] = {
    "unknown condition": (
        lambda fake: fake.get_status(JobID="J1"),
        "GetStatus takes no JobID; did you mean JobId?",
    ),
    "condition that resembles none": (
        lambda fake: fake.get_status(Colour="red"),
        "GetStatus takes no Colour: expected APIVersion, JobId",
    ),
    "condition of a wrong type": (
        lambda fake: fake.get_status(JobId=1),
        "JobId: type: expected a string, got 1",
    ),
    "condition that no value meets": (
        lambda fake: fake.create_job(JobType="Move"),
        'JobType: enum: expected one of "Export", "Import", got \'Move\'',
    ),
    "unknown member": (
        lambda fake: fake.get_status().returns(State="Started"),
        "State: unknown: expected one of the members",
    ),
    "misspelt member": (
        lambda fake: fake.get_status().returns(progresCode="Started"),
        "; did you mean ProgressCode or ProgressMessage?",
    ),
    "wrong type": (
        lambda fake: fake.list_jobs().returns(Jobs=[{"JobId": "J1"}, {"JobId": 2}]),
        "Jobs[1].JobId: type: expected a string, got 2",
    ),
    "enum: botocore#949": (
        lambda fake: fake.list_jobs().returns(Jobs=[{"JobType": "Move"}]),
        "Jobs[0].JobType: enum",
    ),
    "null": (lambda fake: fake.get_status().returns(JobId=None), "JobId: null"),
    "date": (lambda fake: fake.get_status().returns(CreationDate="soon"), "CreationDate: type"),
    "presence": (
        lambda fake: fake.get_status().returns(ProgressCode="Success"),
        "ErrorCount: presence",
    ),
    "one of several": (
        lambda fake: fake.get_status().returns_each({}, {"JobId": 1}),
        "JobId: type: expected a string, got 1",
    ),
    "override": (lambda fake: fake.get_status().returns_sample(JobId=1), "JobId: type"),
    "page": (lambda fake: fake.list_jobs().pages([{"Jobs": 1}]), "Jobs: type: expected a list"),
    "no page": (lambda fake: fake.list_jobs().pages([]), "one page at least"),
    "pages that lead nowhere": (
        lambda fake: fake.list_jobs().pages([{}, {}]),
        "page 1 of ListJobs has no Jobs[-1].JobId to go on",
    ),
    "undeclared error": (
        lambda fake: fake.get_status().raises("NoSuchJob"),
        "GetStatus declares no error NoSuchJob, only CanceledJobIdException, ",
    ),
    "another operation's error": (
        lambda fake: fake.get_status().raises("UnableToCancelJobIdException"),
        "unmodelled=True raises one that the model does not have",
    ),
    "no error at all": (
        lambda fake: fake.get_status().raises(ValueError("x")),
        "raises() cannot raise ValueError('x'): expected an error that GetStatus declares, by "
        "name, class or instance (CanceledJobIdException, ",
    ),
    "no class of an error": (
        lambda fake: fake.get_status().raises(ValueError),
        "raises() cannot raise ValueError: expected",
    ),
    "another operation's error, made": (
        lambda fake: fake.get_status().raises(error(UnableToCancelJobIdException)),
        "GetStatus declares no error UnableToCancelJobIdException, only Cancel",
    ),
    "made with a field that it has not": (
        lambda fake: fake.get_status().raises(error(InvalidJobIdException, Job="J1")),
        'Unknown parameter in input: "Job"',
    ),
    "text of botocore's own": (
        lambda fake: fake.get_status().raises(ReadTimeoutError, message="late"),
        "comes as botocore makes it, without message",
    ),
    "unknown field": (
        lambda fake: fake.get_status().raises("InvalidJobIdException", JobId="J1"),
        'Unknown parameter in input: "JobId"',
    ),
    "status of a modelled error": (
        lambda fake: fake.get_status().raises("InvalidJobIdException", http_status=404),
        "http_status is for unmodelled errors",
    ),
    "status of no error": (
        lambda fake: fake.get_status().raises("Teapot", unmodelled=True, http_status=999),
        "http_status=999: expected 300 to 599",
    ),
    "no function": (lambda fake: fake.get_status().responds({}), "responds() wants a function"),
    "times of nothing": (lambda fake: fake.get_status().times(2), "times() follows an answer"),
    "no times": (lambda fake: fake.get_status().returns().times(0), "is 1 at least"),
    "no faults": (lambda fake: fake.get_status().throttles(times=0), "times=0"),
}


@pytest.mark.parametrize("case", WRONG_RULES)
def test_wrong_rule(fake: Any, case: str) -> None:
    write, message = WRONG_RULES[case]
    with pytest.raises(RuleError) as caught:
        write(fake)
    assert message in str(caught.value)
    line = write.__code__.co_firstlineno
    written = re.search(r"(\w+)\(.*written at (.+?):(\d+): ", str(caught.value))
    assert written is not None
    assert written[1] in ("get_status", "list_jobs", "create_job")
    assert (written[2], line <= int(written[3]) <= line + 1) == (__file__, True)
    if case not in ("no times",):
        fake.assert_used()  # the rule is not missed


def test_no_members_at_all() -> None:
    fake: Any = FakeGlueMigration()
    with fake, pytest.raises(RuleError, match="Done: unknown: expected no member at all"):
        fake.import_catalog_to_glue().returns(Done=True)


def test_missing_required_member() -> None:
    fake: Any = FakePersoniumCell()
    with fake, pytest.raises(RuleError, match="status: required"):
        fake.get_cell_import_status().returns()


def test_unexpected_call_shows_the_closest_rule(fake: Any) -> None:
    """botocore#2765."""
    fake.update_job(JobId="J1", JobType="Import").returns()
    fake.update_job(JobId="J2", JobType="Export", ValidateOnly=True).returns()
    where = here(2)
    with pytest.raises(UnexpectedCallError) as caught:
        fake.client.update_job(JobId="J1", Manifest="m", JobType="Export", ValidateOnly=False)
    assert str(caught.value) == (
        "update_job(JobId='J1', Manifest='m', JobType='Export', ValidateOnly=False) "
        "was not expected\n"
        f"the closest rule is update_job(JobId='J1', JobType='Import'), written at {where}\n"
        "                the rule      the call\n"
        "  JobId         'J1'          'J1'\n"
        "  JobType       'Import'  !=  'Export'\n"
        "  Manifest      -             'm'\n"
        "  ValidateOnly  -             False"
    )


def test_unexpected_call_without_a_rule(fake: Any) -> None:
    with pytest.raises(UnexpectedCallError, match=r"there is no rule for list_jobs$"):
        fake.client.list_jobs()
    fake.cancel_job().returns()
    with pytest.raises(UnexpectedCallError, match=r"\(there are some for cancel_job\)"):
        fake.client.list_jobs()
    fake.get_status().returns().times(1)
    fake.client.get_status(JobId="J1")
    with pytest.raises(UnexpectedCallError, match="would match, but has no answer left"):
        fake.client.get_status(JobId="J1")


def test_unexpected_call_of_a_rule_without_an_answer(fake: Any) -> None:
    unfinished = fake.get_status(JobId="J1")
    where = here()
    fake.get_status(JobId="J2").returns()
    with pytest.raises(UnexpectedCallError) as caught:
        fake.client.get_status(JobId="J1")
    assert str(caught.value) == (
        "get_status(JobId='J1') was not expected\n"
        f"get_status(JobId='J1'), written at {where}, "
        "would match, but has no answer yet: add .returns(...), .raises(...)"
    )
    fake.get_status().returns().times(1)
    fake.client.get_status(JobId="J1")
    with pytest.raises(UnexpectedCallError, match="would match, but has no answer yet"):
        fake.client.get_status(JobId="J1")
    unfinished.returns(ProgressCode="Started")
    assert fake.client.get_status(JobId="J1")["ProgressCode"] == "Started"


def test_two_rules_that_match_equally_well(fake: Any) -> None:
    fake.get_status(JobId="J1").returns()
    first = here()
    with pytest.raises(AmbiguousRulesError) as twice:
        fake.get_status(JobId="J1").raises("InvalidJobIdException")
    assert first in str(twice.value)
    assert here(2) in str(twice.value)
    assert "make the first a default, .optional(), that the other overrides" in str(twice.value)
    fake.get_status(APIVersion="1").returns()
    with pytest.raises(AmbiguousRulesError) as called:
        fake.client.get_status(JobId="J1", APIVersion="1")
    assert "the rule with more values answers: add a member" in str(called.value)
    assert first in str(called.value)
    assert here(5) in str(called.value)
    fake.get_status(JobId=ANY).returns()
    with pytest.raises(AmbiguousRulesError):
        fake.get_status(JobId=ANY).returns()


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


def _raise(_: Any) -> Any:
    raise KeyError("Job")


def _three(_: Any) -> Any:
    return 3


def _jobs(_: Any) -> Any:
    return {"Jobs": []}


@pytest.mark.parametrize(
    ("responder", "message"),
    [
        (_raise, "raised KeyError: 'Job'"),
        (_three, r"returned int, expected a response \(a dict\) or an exception"),
        (_jobs, "Jobs: unknown"),
        (lambda: {"JobId": "J1"}, "raised TypeError"),
    ],
)
def test_responder(fake: Any, responder: Any, message: str) -> None:
    fake.get_status().responds(responder)
    where = here()
    with pytest.raises(ResponderError, match=message) as caught:
        fake.client.get_status(JobId="J1")
    assert where in str(caught.value)


def test_predicate_that_raises(fake: Any) -> None:
    fake.get_status(JobId=_raise).returns()
    with pytest.raises(RuleError, match=f"{here(1)}: a predicate raised KeyError: 'Job'"):
        fake.client.get_status(JobId="J1")


def test_refused_request_uses_up_no_answer(fake: Any) -> None:
    """botocore#2583: the fake does not hide what is wrong with the request."""
    rule = fake.get_status().returns(ProgressCode="Started").times(1)
    for wrong in ({}, {"JobId": 1}, {"JobId": "J1", "Job": 1}):
        with pytest.raises(RequestShapeError):
            fake.client.get_status(**wrong)
        with pytest.raises(RequestShapeError):
            fake.boto3_client.get_status(**wrong)
    assert fake.client.get_status(JobId="J1")["ProgressCode"] == "Started"
    assert rule.call_count == fake.call_count == 1


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
    with pytest.raises(UnexpectedCallError, match="swallowed this:\ncreate_job"):
        fake.close()
