"""The tests of others, with checks on (``-m aws``), and how their list is compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conformance.foreign_suites import VARIABLE, Report, differing


@pytest.mark.aws
@pytest.mark.parametrize("suite", ["botocore", "moto"])
def test_a_suite(suite: str) -> None:
    if not os.environ.get(VARIABLE):
        needs = f"needs a Python with what the tests import, which {VARIABLE} names"
        if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):  # as in CI
            pytest.fail(needs)
        pytest.skip(needs)
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("suites.py")), suite],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"


def test_the_list_disagrees() -> None:
    """A test that plain clients fail as well is not broken; a function stands for its cases."""
    plain = Report([], {"a": ("failed", ""), "b": ("passed", "")}, {})
    outcomes = dict.fromkeys(("a", "b", "c[1]", "c[2]", "d[x]"), ("failed", "no"))
    broken = Report([], {**outcomes, "e": ("passed", "")}, {}).broken(plain)
    assert broken == dict.fromkeys(("b", "c[1]", "c[2]", "d[x]"), "no")
    entry = {"ways": ["plugin"], "reason": "of its own"}
    listed = {"c": entry, "e": entry, "f": {**entry, "ways": ["connect"]}}
    assert [*differing("tiny", "plugin", broken, listed)] == [
        "tiny, plugin: not listed: b: no",
        "tiny, plugin: not listed: d[x]: no",
        "tiny, plugin: listed, and no longer broken: e",
    ]
