"""Rules that cannot be written: each time a clear error, which names the rule and its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.errors import InvalidJobIdException, UnableToCancelJobIdException
from botosmith_importexport.fakes import FakeImportExport, error
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import RuleError


@pytest.fixture
def fake() -> Iterator[Any]:
    """An untyped one: a type checker would not let any of this pass."""
    with FakeImportExport() as fake:
        yield fake
        fake.reset()


WRONG_RULES: dict[str, tuple[Callable[[Any], object], str]] = {
    "Stubber's status": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, http_status_code=404),
        "http_status_code is a keyword of botocore's Stubber: write http_status=...",
    ),
    "Stubber's text": (
        lambda fake: fake.get_status().raises("InvalidJobIdException", service_message="gone"),
        "service_message is a keyword of botocore's Stubber: write message=...",
    ),
    "Stubber's code": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, service_error_code="B"),
        "service_error_code is a keyword of botocore's Stubber: pass it as the first argument",
    ),
    "Stubber's request": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, expected_params={}),
        "pass the expected parameters to the rule: fake.operation(Name=...)",
    ),
    "Stubber's metadata": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, response_meta={}),
        "response_meta is a keyword of botocore's Stubber: raise a ClientError that has it",
    ),
    "misspelt error": (
        lambda fake: fake.get_status().raises("InvalidJobException"),
        "; did you mean InvalidJobIdException",
    ),
    "misspelt common error": (
        lambda fake: fake.get_status().raises("AccessDeniedException"),
        "and the common ones; did you mean AccessDenied or ",
    ),
    "field of a common error": (
        lambda fake: fake.get_status().raises("Throttling", Reason="too many"),
        "Throttling is a common error, which has no fields; Reason=... goes with unmodel",
    ),
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
    "misspelt member of an item": (
        lambda fake: fake.list_jobs().returns(Jobs=[{"jobid": "J1"}]),
        "Jobs[0].jobid: unknown: expected one of the members JobId, CreationDate, IsCanceled, "
        "JobType; did you mean JobId?",
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
    "the second page": (
        lambda fake: fake.list_jobs().pages([{"Jobs": [{"JobId": "J1"}]}, {"Jobs": 1}]),
        "page 2 breaks the shape of ListJobs:\n  Jobs: type: expected a list",
    ),
    "no page": (lambda fake: fake.list_jobs().pages([]), "at least one page"),
    "pages that lead nowhere": (
        lambda fake: fake.list_jobs().pages([{}, {}]),
        "page 1 of ListJobs has no Jobs[-1].JobId for the next page",
    ),
    "undeclared error": (
        lambda fake: fake.get_status().raises("NoSuchJob"),
        "GetStatus does not declare the error NoSuchJob, only CanceledJobIdException, ",
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
        "GetStatus does not declare the error UnableToCancelJobIdException, only Cancel",
    ),
    "made with a field that it has not": (
        lambda fake: fake.get_status().raises(error(InvalidJobIdException, Job="J1")),
        'Unknown parameter in input: "Job"',
    ),
    "text of botocore's own": (
        lambda fake: fake.get_status().raises(ReadTimeoutError, message="late"),
        "is made by botocore and takes no message",
    ),
    "unknown field": (
        lambda fake: fake.get_status().raises("InvalidJobIdException", JobId="J1"),
        'Unknown parameter in input: "JobId"',
    ),
    "status of a modelled error": (
        lambda fake: fake.get_status().raises("InvalidJobIdException", http_status=404),
        "http_status is for unmodelled errors",
    ),
    "another's status": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, HTTPStatusCode=404),
        "HTTPStatusCode would be a field of the error; did you mean http_status?",
    ),
    "a shorter status": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, status_code=404),
        "status_code would be a field of the error; did you mean http_status?",
    ),
    "a slip": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, messag="x"),
        "messag would be a field of the error; did you mean message?",
    ),
    "a status in quotes": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, http_status="404"),
        "http_status='404': expected 300 to 599",
    ),
    "a status with a fraction": (
        lambda fake: fake.get_status().raises("A", unmodelled=True, http_status=404.0),
        "http_status=404.0: expected 300 to 599",
    ),
    "a status that is none": (
        lambda fake: fake.get_status().throttles(http_status=200),
        "http_status=200: expected 300 to 599",
    ),
    "status of no error": (
        lambda fake: fake.get_status().raises("Teapot", unmodelled=True, http_status=999),
        "http_status=999: expected 300 to 599",
    ),
    "no function": (lambda fake: fake.get_status().responds({}), "responds() needs a function"),
    "times of nothing": (lambda fake: fake.get_status().times(2), "times() must follow an answer"),
    "no times": (
        lambda fake: fake.get_status().returns().times(0),
        "expected a number of calls, at least 1",
    ),
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
