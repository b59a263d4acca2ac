"""Strategies: what they draw is valid, varied, and goes through botocore; and it shrinks."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timezone
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport import strategies as importexport
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell import strategies as personium
from botosmith_personium_cell.fakes import FakePersoniumCell
from drawn_payloads import SETTINGS, collected, disagreements, shrunk, strategies
from hypothesis import given, settings
from hypothesis import strategies as st

FAKES: dict[str, Any] = {
    "botosmith_glue_migration": FakeGlueMigration,
    "botosmith_importexport": FakeImportExport,
    "botosmith_personium_cell": FakePersoniumCell,
}
OPERATIONS = [
    (package, name.removesuffix("_response"))
    for package in FAKES
    for name in strategies(package)
    if name.endswith("_response")
]


@pytest.mark.parametrize("package", FAKES)
def test_what_is_drawn_passes_the_checks(package: str) -> None:
    assert list(disagreements(package, examples=50)) == []


@pytest.mark.parametrize(("package", "method"), OPERATIONS)
def test_what_is_drawn_goes_through_a_fake(package: str, method: str) -> None:
    """botocore serialises the request, and the caller gets the response as it was drawn."""
    drawn = strategies(package)
    requests: Any = drawn.get(f"{method}_request", lambda: st.just({}))()
    with FAKES[package]() as fake:

        @settings(max_examples=25, **SETTINGS)
        @given(requests, drawn[f"{method}_response"]())
        def call(request: dict[str, Any], response: dict[str, Any]) -> None:
            fake.reset()
            rule = getattr(fake, method)().returns(**response)
            assert getattr(fake.client, method)(**request) == response
            assert [{name: call[name] for name in request} for call in rule.calls] == [request]

        call()


@pytest.mark.parametrize("package", FAKES)
def test_members_are_there_and_are_not(package: str) -> None:
    for name, strategy in strategies(package).items():
        known = members(package, name)
        payloads = [known & payload.keys() for payload in collected(strategy(), 80)]
        assert known.difference(*payloads) == set()
        required = shrunk(strategy(), lambda _: True)
        assert {name for name in known if all(name in one for one in payloads)} == {*required}


def members(package: str, name: str) -> set[str]:
    """The members of a request or response, as its type has them."""
    annotation: str = strategies(package)[name].__annotations__["return"]
    types: Any = import_module(f"{package}.type_defs")
    definition = getattr(types, annotation.removeprefix("SearchStrategy[").removesuffix("]"))
    return {*definition.__annotations__} - {"ResponseMetadata"}


def test_payloads_shrink() -> None:
    """To what a test's author would have written by hand."""
    assert shrunk(importexport.get_status_request(), bool) == {"JobId": ""}
    assert shrunk(importexport.get_status_response(), bool) == {}
    cancelled = shrunk(
        importexport.list_jobs_response(),
        lambda response: any(job.get("IsCanceled") for job in response.get("Jobs", [])),
    )
    assert cancelled == {"Jobs": [{"IsCanceled": True}]}
    errors = shrunk(importexport.get_status_response(), lambda r: r.get("ErrorCount", 0) > 1000)
    assert errors.pop("ErrorCount") == 1001
    assert errors.keys() <= {"ProgressCode"}  # with which it has to come
    assert shrunk(personium.get_cell_import_status_response(), lambda r: "message" in r) == {
        "status": "import failed",
        "started_at": datetime(2000, 1, 1, tzinfo=timezone.utc),
        "progress": "100%",
        "importation_name": "0",
        "message": {"code": "PR000-00-0000", "message": {"lang": ""}},
    }


def test_siblings_have_the_values_that_rules_ask_about() -> None:
    """And others: what is there depends on them."""
    seen: set[tuple[str, bool]] = set()
    for response in collected(importexport.get_status_response(), 100):
        code = response.get("LocationCode", "none")
        seen.add((code if code in ("Returned", "none") else "another", "Carrier" in response))
    others = {(code, carrier) for code in ("another", "none") for carrier in (True, False)}
    assert seen == {("Returned", True), *others}


def test_the_status_is_the_models() -> None:
    (response,) = collected(personium.import_cell_response(), 1)
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 202


def test_the_extra_is_named_where_hypothesis_is_missing() -> None:
    program = """if True:
        import sys
        import botosmith_importexport.client, botosmith_importexport.fakes
        assert not any("strategies" in name or "hypothesis" in name for name in sys.modules)
        sys.modules["hypothesis"] = None
        import botosmith_importexport.strategies
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr.splitlines()[-1] == (
        "ImportError: botosmith_importexport.strategies needs hypothesis: "
        'pip install "botosmith-importexport[strategies]"'
    )


def test_the_first_run_in_a_place_is_no_slower_than_hypothesis_bears(tmp_path: Path) -> None:
    """It spells Unicode out once, which counts against a test if it comes within a draw."""
    program = """if True:
        from botosmith_importexport.strategies import get_status_response
        from hypothesis import given
        given(get_status_response())(lambda response: None)()
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {"HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)}
    environment.pop("CI", None)  # where it minds no time
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
