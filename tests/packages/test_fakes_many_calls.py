"""Fakes in long runs: how many calls they keep, and how many rules they look at."""

from __future__ import annotations

from typing import Any

import pytest
from botosmith_importexport.fakes import ANY, FakeImportExport
from botosmith_runtime.fakes import UnexpectedCallError, UnusedRuleError
from botosmith_runtime.fakes.engine.matching import Conditions


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_kept_calls_are_the_last_ones(kept: int) -> None:
    with FakeImportExport(keep_calls=kept) as fake:
        rule = fake.get_status().returns()
        for number in range(5):
            fake.client.get_status(JobId=f"J{number}")
        last = [f"J{number}" for number in range(5 - kept, 5)]
        assert [call.request["JobId"] for call in fake.calls] == last
        assert [call.get("JobId") for call in rule.calls] == last
        assert (fake.call_count, rule.call_count) == (5, 5)
        fake.reset()
        assert (fake.call_count, fake.calls) == (0, ())


def test_all_calls_are_kept_without_a_number() -> None:
    with FakeImportExport() as fake:
        rule = fake.get_status().returns()
        for _ in range(300):
            fake.client.get_status(JobId="J")
        assert len(fake.calls) == len(rule.calls) == 300


def test_refused_calls_are_not_kept_for_ever() -> None:
    with FakeImportExport(keep_calls=1) as fake:
        for _ in range(300):
            with pytest.raises(UnexpectedCallError):
                fake.client.list_jobs()
        with pytest.raises(UnexpectedCallError, match="caught this error") as told:
            fake.assert_used()
        assert len(str(told.value).splitlines()) < 150
        fake.reset()


@pytest.mark.parametrize("wrong", [-1, "3", True, 1.5])
def test_numbers_of_calls_that_mean_nothing(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"keep_calls=.*: expected a number of calls, or None"):
        FakeImportExport(keep_calls=wrong)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Conditions]:
    """The conditions that calls were compared with."""
    found: list[Conditions] = []
    accept = Conditions.accept

    def counted(self: Conditions, call: Any) -> bool:
        found.append(self)
        return accept(self, call)

    monkeypatch.setattr(Conditions, "accept", counted)
    return found


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("times", [None, 2])
@pytest.mark.parametrize("job", ["J", ANY])
def test_used_rules_are_not_looked_at_again(
    compared: list[Conditions], strict: bool, times: int | None, job: str
) -> None:
    """However many there are: rules and calls that alternate cost the same each time."""
    calls = times or 1
    with FakeImportExport(strict=strict) as fake:
        for _ in range(50):
            rule = fake.get_status(JobId=job).returns()
            rule.times(calls)
            for _ in range(calls):
                fake.client.get_status(JobId="J")
    assert len(compared) == 50 * calls


@pytest.mark.parametrize("strict", [True, False])
def test_used_rules_come_back_with_another_answer(strict: bool) -> None:
    with FakeImportExport(strict=strict) as fake:
        rule = fake.get_status(JobId="J").returns(ProgressCode="1").times(1)
        assert fake.client.get_status(JobId="J").get("ProgressCode") == "1"
        rule.times(2)
        assert fake.client.get_status(JobId="J").get("ProgressCode") == "1"
        rule.returns(ProgressCode="2").times(1)
        with pytest.raises(UnusedRuleError):
            fake.assert_used()
        assert fake.client.get_status(JobId="J").get("ProgressCode") == "2"
        with pytest.raises(UnexpectedCallError, match="would match, but has no answer left"):
            fake.client.get_status(JobId="J")
        fake.reset()


def test_a_default_of_a_strict_fake_may_be_made_one_twice() -> None:
    with FakeImportExport(strict=True) as fake:
        fake.list_jobs().optional().optional().returns().optional()
        fake.client.list_jobs()
        fake.client.list_jobs()
