"""Strict fakes check what botocore's Stubber does: order, parameters and number of calls."""

# pyright: reportTypedDictNotRequiredAccess=false
# (the test says what the rules answered)

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.fakes import ABSENT, ANY, FakeImportExport
from botosmith_runtime.fakes import AmbiguousRulesError, UnexpectedCallError, UnusedRuleError


@pytest.fixture
def fake() -> Iterator[FakeImportExport]:
    with FakeImportExport(strict=True) as fake:
        yield fake


def here(lines_above: int = 1) -> str:
    caller = inspect.stack()[1]
    return f"{caller.filename}:{caller.lineno - lines_above}"


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(UnexpectedCallError) as caught:
        call()
    return str(caught.value)


def test_rules_answer_in_the_order_in_which_they_are_written(fake: FakeImportExport) -> None:
    for code in ("Pending", "Started"):  # the same conditions twice, as a port has them
        fake.get_status(JobId="J1").returns(ProgressCode=code)
        fake.cancel_job(JobId="J1").returns(Success=code == "Started")
    client = fake.client
    assert client.get_status(JobId="J1")["ProgressCode"] == "Pending"
    assert client.cancel_job(JobId="J1")["Success"] is False
    assert client.get_status(JobId="J1")["ProgressCode"] == "Started"
    assert client.cancel_job(JobId="J1")["Success"] is True


def test_each_answer_has_its_place_among_those_of_all_rules(fake: FakeImportExport) -> None:
    rule = fake.get_status(JobId="J1").returns(ProgressCode="Pending")
    other = fake.cancel_job(JobId="J1").returns(Success=False)
    rule.returns_each({"ProgressCode": "Started"}, {"ProgressCode": "Done"})
    other.returns(Success=True).times(2)
    client = fake.client
    assert client.get_status(JobId="J1")["ProgressCode"] == "Pending"
    assert "expected next is cancel_job" in refusal(lambda: client.get_status(JobId="J1"))
    fake.engine.unexpected.clear()
    assert client.cancel_job(JobId="J1")["Success"] is False
    assert client.get_status(JobId="J1")["ProgressCode"] == "Started"
    assert client.get_status(JobId="J1")["ProgressCode"] == "Done"
    assert [client.cancel_job(JobId="J1")["Success"] for _ in range(2)] == [True, True]


def test_calls_may_end_before_unused_answers_but_not_pass_them_over() -> None:
    with FakeImportExport(strict=True, allow_unused=True) as fake:
        fake.get_status(JobId="J1").returns()
        fake.cancel_job(JobId="J1").returns()
        assert "expected next is get_status" in refusal(lambda: fake.client.cancel_job(JobId="J1"))
        fake.engine.unexpected.clear()
        fake.client.get_status(JobId="J1")


def test_a_call_before_its_turn(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").returns()
    fake.cancel_job(JobId="J1").returns()
    where = here(2), here()
    assert refusal(lambda: fake.client.cancel_job(JobId="J1")) == (
        "cancel_job(JobId='J1') was not expected\n"
        f"expected next is get_status(JobId='J1'), written at {where[0]}\n"
        f"cancel_job(JobId='J1'), written at {where[1]}, would match, but its turn comes later"
    )
    with pytest.raises(UnexpectedCallError, match="the code under test caught this error"):
        fake.assert_used()
    fake.reset()
    assert refusal(lambda: fake.client.cancel_job(JobId="J1")).endswith(": there is no rule")
    fake.reset()


def test_a_call_with_other_parameters(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1", APIVersion=ABSENT).returns()
    where = here()
    assert refusal(lambda: fake.client.get_status(JobId="J2", APIVersion="2010-06-03")) == (
        "get_status(JobId='J2', APIVersion='2010-06-03') was not expected\n"
        f"expected next is get_status(JobId='J1', APIVersion=ABSENT), written at {where}\n"
        "              the rule      the call\n"
        "  JobId       'J1'      !=  'J2'\n"
        "  APIVersion  ABSENT    !=  '2010-06-03'"
    )
    fake.reset()
    fake.get_status().returns()
    extra = refusal(lambda: fake.client.get_status(JobId="J1"))
    assert extra.endswith(
        "(in a strict fake, a rule with strict=False and no members accepts any parameters)"
    )
    fake.reset()
    fake.get_status(JobId=ANY).returns()
    extra = refusal(lambda: fake.client.get_status(JobId="J1", APIVersion="2010-06-03"))
    assert "  APIVersion  -         !=  '2010-06-03'" in extra
    fake.client.get_status(JobId="J1")
    fake.reset()


def test_a_rule_may_leave_parameters_open(fake: FakeImportExport) -> None:
    """As Stubber's do that have no ``expected_params``."""
    fake.get_status(strict=False).returns()
    assert "get_status(strict=False), written at" in refusal(
        lambda: fake.client.cancel_job(JobId="J1")
    )
    fake.client.get_status(JobId="J1", APIVersion="2010-06-03")
    fake.engine.unexpected.clear()


def test_what_is_nested_is_compared_in_full() -> None:
    with FakeGlueMigration(strict=True) as fake:
        fake.import_catalog_to_glue().returns()
        assert "CatalogId  -" in refusal(lambda: fake.client.import_catalog_to_glue(CatalogId="1"))
        fake.client.import_catalog_to_glue()
        fake.reset()


def test_each_answer_is_for_one_call(fake: FakeImportExport) -> None:
    rule = fake.get_status(JobId="J1").returns(ProgressCode="Pending")
    where = here()
    fake.client.get_status(JobId="J1")
    assert refusal(lambda: fake.client.get_status(JobId="J1")) == (
        "get_status(JobId='J1') was not expected: no rule has an answer left\n"
        f"get_status(JobId='J1'), written at {where}, would match, but has no answer left; "
        ".times(n) lets a rule of a strict fake answer more than one call"
    )
    fake.engine.unexpected.clear()
    rule.returns(ProgressCode="Started").times(2)  # a rule that had its turn has one again
    for _ in range(2):
        assert fake.client.get_status(JobId="J1")["ProgressCode"] == "Started"


def test_every_answer_is_to_be_used(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").returns_each({}, {})
    fake.list_jobs().responds(lambda _: {"Jobs": []}).times(2)
    fake.client.get_status(JobId="J1")
    fake.client.get_status(JobId="J1")
    fake.client.list_jobs()
    with pytest.raises(UnusedRuleError) as unused:
        fake.assert_used()
    assert str(unused.value).count("used 1 of 2 times") == 1
    assert "get_status" not in str(unused.value)
    fake.client.list_jobs()


def test_defaults_stand_outside_the_order(fake: FakeImportExport) -> None:
    fake.list_jobs().returns(Jobs=[]).optional()
    fake.get_status(JobId="J1").returns()
    fake.list_jobs(MaxJobs=1).returns(IsTruncated=False)
    fake.cancel_job(JobId="J1").optional().raises("InvalidJobIdException")
    client = fake.client
    for _ in range(2):
        assert client.list_jobs()["Jobs"] == []
        with pytest.raises(client.exceptions.InvalidJobIdException):
            client.cancel_job(JobId="J1")
    client.get_status(JobId="J1")
    assert "Jobs" not in client.list_jobs(MaxJobs=1)
    fake.list_jobs().optional().returns()
    with pytest.raises(AmbiguousRulesError):
        client.list_jobs()
    fake.reset()


def test_pages_are_for_a_call_each(fake: FakeImportExport) -> None:
    jobs: Any = [{"JobId": f"J{n}", "JobType": "Import", "IsCanceled": False} for n in range(3)]
    fake.list_jobs(MaxJobs=1).pages([{"Jobs": [job]} for job in jobs])
    fake.get_status(JobId="J2").returns()
    assert [job["JobId"] for job in fake.client.iter_list_jobs(MaxJobs=1)] == ["J0", "J1", "J2"]
    fake.client.get_status(JobId="J2")
    fake.list_jobs().pages([{"Jobs": [job]} for job in jobs])
    fake.client.list_jobs()
    with pytest.raises(UnusedRuleError, match="used 1 of 3 times"):
        fake.assert_used()
    fake.reset()


def test_faults_are_for_the_attempts_of_a_call(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").throttles(times=2).returns()
    down = fake.cancel_job(JobId="J1").fails_connection()
    fake.list_jobs().throttles()
    fake.update_job(strict=False).raises(ConnectTimeoutError)
    fake.get_status(JobId="J1").returns()
    client = fake.client
    client.get_status(JobId="J1")
    with pytest.raises(EndpointConnectionError):
        client.cancel_job(JobId="J1")
    assert down.call_count == 1
    assert fake.elapsed > 0  # it was tried again
    with pytest.raises(ClientError, match=r"ThrottlingException.*reached max retries"):
        client.list_jobs()
    with pytest.raises(ConnectTimeoutError):
        client.update_job(JobId="J1", Manifest="m", JobType="Import", ValidateOnly=False)
    client.get_status(JobId="J1")


def test_predicates_are_asked_when_it_is_their_turn(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").returns()
    fake.get_status(JobId=lambda job: {"J2": True}[job]).returns()
    fake.client.get_status(JobId="J1")
    fake.client.get_status(JobId="J2")


def test_a_turn_that_another_call_ends_meanwhile(fake: FakeImportExport) -> None:
    """As another thread's may, while a predicate looks at this one: it gets the next rule."""
    meanwhile: list[str] = []

    def call_once(job: str) -> bool:
        if not meanwhile:
            meanwhile.append(job)
            assert fake.client.get_status(JobId="J2")["ProgressCode"] == "Pending"
        return True

    fake.get_status(JobId=call_once).returns(ProgressCode="Pending")
    fake.get_status(JobId=ANY).returns(ProgressCode="Started")
    assert fake.client.get_status(JobId="J1")["ProgressCode"] == "Started"


def test_samples_and_strictness_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="auto=True answers the calls that strict=True refuses"):
        FakeImportExport(strict=True, auto=True)
