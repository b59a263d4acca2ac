"""Odd models: what botocore takes is built, and the linter says what is odd about it.

``odd_models/`` holds a quirk at a time: a patch of the tiny model, and what is said about it.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from botosmith.models import traits, validation
from botosmith.models.load import Model
from botosmith.models.traits.trait import CONSTRAINT, FLAG, Trait
from botosmith.tools.diff import KINDS, compare
from botosmith.tools.lint import RULES, lint
from places import VALUES, places
from project import Project
from taken_by_botocore import Botocore
from tiny_model import TINY, Json, merged

QUIRKS = [
    pytest.param(quirk["patch"], quirk["odd"], id=f"{path.stem}: {quirk['quirk']}")
    for path in sorted(Path(__file__).with_name("odd_models").glob("*.json"))
    for quirk in json.loads(path.read_text(encoding="utf-8"))
]


def model(documents: dict[str, Json]) -> Model:
    directory = Path("models", "tiny", "2020-01-01")
    return Model(
        service="tiny", api_version="2020-01-01", directory=directory, documents=documents, files={}
    )


@pytest.mark.parametrize(("patch", "odd"), QUIRKS)
def test_what_is_odd_is_built_and_told(
    project: Project, patch: dict[str, Json], odd: list[str]
) -> None:
    project.add(patch)
    ended = project.run("build")
    assert ended.status == 0, ended.stderr
    for path, content in project.files().items():
        if path.endswith(".py"):
            compile(content, path, "exec")
    documents = {
        stem: merged(TINY.get(stem, {}), patch.get(stem, {})) for stem in {**TINY, **patch}
    }
    found = validation.oddities(model(documents))
    assert [f"{one.where}: {one.message} [{one.rule}]" for one in found] == odd
    clean = validation.understood(model(documents))
    # What stays as it is has no effect in a package either.
    stays = [one for one in found if one.rule == "odd-name" or "of them for" in one.message]
    assert {one.where for one in validation.oddities(clean)} <= {one.where for one in stays}


REFUSED = {
    r"service-2\.metadata\.apiVersion": "botocore looks for waiters and paginators by it",
    r"service-2\.metadata\.(endpointPrefix|serviceId)": "names and hosts are made of them",
    r"service-2\.metadata\.signatureVersion": "a false one is no version",
    r"service-2\.operations\.\w+\.http\.(method|requestUri)": "what goes into a request line",
    r"service-2\.operations\.GetJob\.errors.*": "the list of a client's error classes",
    r"service-2\.operations\.GetJob\.input": "a label that nothing fills",
    r"service-2\.shapes\.\w+\.type": "botocore passes values on that Python has no type for",
    r"service-2\.shapes\.\w+\.m(in|ax)": "no value could be valid",
    r"service-2\.shapes\.(Job|State|Job\.members.*|State\.enum.*)": "botosmith-1.json names it",
    r"service-2\.shapes\.\w+\.required": "an empty text",
    r"paginators-1\.pagination\.ListJobs\.\w+": "looked at on the second page alone",
    r"waiters-2\.waiters\.JobDone\.\w+": "looked at on the second call alone",
}
"""What is refused though botocore takes it, and why."""


@pytest.mark.parametrize("stem", ["service-2", "paginators-1", "waiters-2", "examples-1"])
def test_what_botocore_takes_is_built(stem: str) -> None:
    """Every value of a document, replaced by one of every type."""
    botocore = Botocore()
    assert botocore.refusal(TINY) == ""
    refused: set[str] = set()
    for place in places(TINY[stem]):
        for value in VALUES:
            documents = copy.deepcopy(TINY)
            parent: Any = documents[stem]
            for key in place[:-1]:
                parent = parent[key]
            parent[place[-1]] = value
            if validation.problems(model(documents)) and not botocore.refusal(documents):
                refused.add(".".join(map(str, (stem, *place))))
    unexplained = {one for one in refused if not any(re.fullmatch(why, one) for why in REFUSED)}
    assert not unexplained


def test_a_constraint_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """What validation, the linter and diff know of a new constraint is its row in the table."""
    service = merged(TINY["service-2"], {"shapes": {"Jobs": {"sorted": True}}})
    with_it = model({**TINY, "service-2": service})
    wrong = merged(service, {"shapes": {"Jobs": {"sorted": 5}, "String": {"sorted": True}}})
    broken = model({**TINY, "service-2": wrong})
    assert "unknown-key" in {finding.rule for finding in lint(with_it)}
    assert {change.kind for change in compare(model(TINY), with_it).changes} == {"trait-changed"}

    row = Trait(
        name="sorted",
        places=("shape", "reference"),
        kind=FLAG,
        on=("list",),
        change=CONSTRAINT,
        constraint=True,
        about="the items are in order",
    )
    monkeypatch.setattr(traits, "TABLE", [*traits.TABLE, row])
    traits.at.cache_clear()
    try:
        assert "unknown-key" not in {finding.rule for finding in lint(with_it)}
        assert [(one.where, one.rule) for one in validation.oddities(broken)] == [
            ("shapes.Jobs.sorted", "odd-value"),
            ("shapes.String.sorted", "odd-place"),
        ]
        for old, new, kind, effect in (
            (model(TINY), with_it, "constraint-added", "safe"),
            (with_it, model(TINY), "constraint-removed", "risky"),
        ):
            (change,) = compare(old, new).changes
            assert (change.kind, change.effect, change.side) == (kind, effect, "response")
    finally:
        traits.at.cache_clear()


def test_the_table_names_rules_and_kinds_that_there_are() -> None:
    rows = [(place, row.name) for row in traits.TABLE for place in row.places]
    assert len(rows) == len(set(rows))
    assert {kind for row in traits.TABLE for kind in row.change} <= KINDS.keys()
    assert {rule for row in traits.TABLE for rule in (row.rule, row.misplaced)} <= RULES.keys()
