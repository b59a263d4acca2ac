"""Calls that fakes cannot answer: each time a clear error, which names the rule and its line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from botosmith_importexport.fakes import ANY, FakeImportExport
from botosmith_runtime.fakes import (
    AmbiguousRulesError,
    ResponderError,
    RuleError,
    UnexpectedCallError,
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
    with pytest.raises(
        UnexpectedCallError,
        match=r"no rule for list_jobs; write fake.list_jobs\(...\).returns\(...\)$",
    ):
        fake.client.list_jobs()
    fake.cancel_job().returns()
    with pytest.raises(UnexpectedCallError, match=r"\(there are rules for cancel_job\)"):
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
