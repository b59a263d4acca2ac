"""A constraint trait that is one predicate: what the runtime says of it holds in every output."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from botocore.utils import parse_to_aware_datetime
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.samples import Sampler
from botosmith.site.render import render_site
from botosmith.tools.lint import lint
from botosmith_runtime.constraints import broken
from botosmith_runtime.rules import List
from jsonschema import Draft202012Validator
from project import Project

UNIQUE = {"uniqueItems": True}


def _shared(levels: int) -> list[Any]:
    """A list that leads to as many as two to that power, though there are few."""
    found: list[Any] = []
    for _ in range(levels):
        found = [found, found]
    return found


def _holding_itself() -> list[Any]:
    found: list[Any] = []
    found += [found, found]
    return found


SHARED = _shared(40)
HOLDS_ITSELF = _holding_itself()
NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("items", "differ"),
    [
        ([], True),
        (["a", "b", "A"], True),
        (["a", "a"], False),
        ([1, 1.0], False),
        ([1, True], True),
        ([0, False, None, "", b""], True),
        ([None, None], False),
        ([{"a": [1]}, {"a": [2]}], True),
        ([{"a": [1], "b": 2}, {"b": 2, "a": [1]}], False),
        ([NOON, NOON.replace(hour=13)], True),
        ([NOON, NOON], False),
        ([NOON, parse_to_aware_datetime("2026-01-01T12:00:00Z")], False),
        (
            [datetime.min, datetime.min.replace(tzinfo=timezone(timedelta(hours=9)))],
            True,
        ),
        ([float("nan"), float("inf"), float("-inf"), None], True),
        ([0.5, Decimal("0.5")], False),
        ([b"a", bytearray(b"a")], False),
        ([SHARED, SHARED[0]], True),
        ([SHARED, [SHARED[0]] * 2], False),
        ([HOLDS_ITSELF, []], True),
        (("a", "a"), False),
        ([object(), object()], True),
    ],
)
def test_items_are_compared_as_json_compares_them(items: Any, differ: bool) -> None:
    assert List(further=UNIQUE).holds(items) is differ
    assert list(broken(items, UNIQUE)) == [("unique", "distinct items")][differ:]


STATES = {"type": "list", "member": {"shape": "State"}, "min": 2}
MEMBER = {"States": {"shape": "States", "location": "querystring"}}
ASKING = {"States": STATES, "ListJobsInput": {"members": MEMBER}}


@pytest.mark.parametrize("stem", ["service-2", "botosmith-1"])
def test_a_model_or_its_extras_can_ask_for_it(project: Project, stem: str) -> None:
    """Docs, schemas and samples go by it, and so does the check of a payload."""
    patches: dict[str, Any] = {"service-2": {"shapes": ASKING}}
    if stem == "service-2":
        patches[stem] = {"shapes": {**ASKING, "States": {**STATES, **UNIQUE}}}
    else:
        patches[stem] = {"shapes": {"States": UNIQUE}}
    project.add(patches)
    model = Library((project.directory / "models",)).load("tiny")
    service = build(model)
    sampled = Sampler(service).request("ListJobs")["States"]
    assert sorted(sampled) == ["done", "failed"]
    site = {path: str(text) for path, text in render_site(service, model).items()}
    assert "distinct items" in site["operations/list_jobs.html"]
    path = "operations/list_jobs.request.schema.json"
    schema: Any = Draft202012Validator(json.loads(site[path]))
    assert schema.is_valid({"States": sampled})
    assert not schema.is_valid({"States": ["done", "done"]})
    (project.directory / "twice.json").write_text('{"States": ["done", "done"]}')
    ended = project.run("check", "tiny", "ListJobs", "--request", "twice.json", "--strict")
    assert (ended.status, ended.stdout) == (
        1,
        "States: unique: expected distinct items (likely)\n",
    )


def test_validation_and_diff_go_by_the_table_of_traits(project: Project) -> None:
    project.add({"service-2": {"shapes": ASKING}}, service="tiny-old")
    misplaced = {**ASKING, "States": {**STATES, **UNIQUE}, "State": UNIQUE}
    folder = project.add({"service-2": {"shapes": misplaced}})
    found = lint(Library((project.directory / "models",)).load("tiny"))
    assert [(one.rule, one.where) for one in found if "uniqueItems" in one.where] == [
        ("odd-place", "shapes.State.uniqueItems")
    ]
    old = folder.parents[1] / "tiny-old" / "2020-01-01"
    ended = project.run("diff", str(old), str(folder))
    assert "shapes.States.uniqueItems" in ended.stdout
    assert "breaking" in ended.stdout
