"""Every kind of change is found, once a side, and classed as what it is for callers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from botosmith.models.load import Library, Model
from botosmith.models.traits.trait import CONSTRAINT
from botosmith.tools.diff import KINDS, compare
from botosmith.tools.diff.changes import Difference
from changed_models import BASE, Case, patched
from diff_cases_of_services import SERVICE_CASES
from diff_cases_of_shapes import SHAPE_CASES
from project import Project
from tiny_model import Json

ROOT = Path(__file__).parents[2]
# Asked for by directory names, which the cases do not change; of constraints to come.
ELSEWHERE = {"api-version-changed", *CONSTRAINT}
CASES = {**SERVICE_CASES, **SHAPE_CASES}


def model(documents: dict[str, Json], version: str = "2020-01-01") -> Model:
    return Model(
        service="tiny",
        api_version=version,
        directory=Path("models", "tiny", version),
        documents=documents,
        files={},
    )


def lines(difference: Difference) -> list[str]:
    return [
        f"{change.effect} {change.side} {change.where} {change.kind}"
        for change in difference.changes
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_change_is_classed(case: Case) -> None:
    old, new = case.models()
    found = lines(compare(model(old), model(new)))
    assert sorted(found) == sorted(case.expected.splitlines())
    assert lines(compare(model(old), model(old))) == []
    assert lines(compare(model(new), model(new))) == []


def test_every_kind_of_change_has_a_case() -> None:
    tried = {
        line.rpartition(" ")[2] for case in CASES.values() for line in case.expected.split("\n")
    }
    assert (tried - {""}) | ELSEWHERE == KINDS.keys()
    assert len(KINDS) >= 30


def test_another_api_version() -> None:
    new = patched(BASE, {"service-2": {"metadata": {"apiVersion": "2021-01-01"}}})
    difference = compare(model(BASE), model(new, "2021-01-01"))
    assert lines(difference) == ["risky service metadata.apiVersion api-version-changed"]


@pytest.mark.parametrize(
    ("case", "bump"),
    [
        ("new required member", "major"),
        ("new value", "minor"),
        ("new operation", "minor"),
        ("path", "minor"),
        ("text", "patch"),
        ("values in another order", "none"),
    ],
)
def test_the_version_that_is_asked_for(case: str, bump: str) -> None:
    old, new = CASES[case].models()
    assert compare(model(old), model(new)).bump == bump


def test_a_change_names_the_operations_that_it_concerns() -> None:
    old, new = CASES["new value"].models()
    assert [change.operations for change in compare(model(old), model(new)).changes] == [
        ("ListJobs",),
        ("ListJobs",),
    ]


@pytest.mark.parametrize("service", ["glue-migration", "importexport", "personium-cell"])
def test_a_model_and_itself(service: str) -> None:
    library = Library((ROOT / "models",))
    assert compare(library.read(service), library.read(service)).changes == ()


@pytest.mark.aws
@pytest.mark.parametrize("service", Library().all_services())
def test_a_service_and_itself(service: str) -> None:
    one = Library().read(service)
    # Equal documents would be told to be equal without a look inside.
    other = Model(
        service=one.service,
        api_version=one.api_version,
        directory=one.directory,
        documents={**one.documents, "looked-into": {}},
        files=one.files,
    )
    assert compare(one, other).changes == ()


# --- the command -----------------------------------------------------------------------------


@pytest.fixture
def two(project: Project) -> Project:
    """A project with an old tiny model and a new one, under ``old/`` and ``new/``."""
    old, new = CASES["new value"].models()
    for name, documents in (("old", old), ("new", new)):
        folder = project.directory / name / "tiny" / "2020-01-01"
        folder.mkdir(parents=True)
        for stem, document in documents.items():
            (folder / f"{stem}.json").write_text(json.dumps(document), encoding="utf-8")
    return project


def test_text(two: Project) -> None:
    ended = two.run("diff", "old/tiny", "new/tiny/2020-01-01")
    assert (ended.status, ended.stderr) == (0, "")
    assert ended.stdout == (
        'risky     response  shapes.Kind.enum: "three" is new (ListJobs) [enum-value-added]\n'
        'safe      request   shapes.Kind.enum: "three" is new (ListJobs) [enum-value-added]\n'
        "tiny: 0 breaking, 1 risky, 1 safe; asks for a minor version\n"
    )


def test_markdown(two: Project) -> None:
    ended = two.run("diff", "old", "new", "--format", "markdown")
    assert ended.stdout == (
        "# tiny: old → new\n\n"
        "tiny: 0 breaking, 1 risky, 1 safe; asks for a minor version.\n\n"
        "## Risky\n\n"
        "| side | where | what | why |\n|---|---|---|---|\n"
        '| response | `shapes.Kind.enum` | "three" is new (ListJobs) | '
        "a value that nobody expects yet |\n\n"
        "## Safe\n\n"
        "| side | where | what | why |\n|---|---|---|---|\n"
        '| request | `shapes.Kind.enum` | "three" is new (ListJobs) | '
        "a value that nobody expects yet |\n"
    )


def test_json(two: Project) -> None:
    document = json.loads(two.run("diff", "old", "new", "--format", "json").stdout)
    assert document["bump"] == "minor"
    assert document["counts"] == {"breaking": 0, "risky": 1, "safe": 1}
    assert document["changes"][0] == {
        "effect": "risky",
        "bump": "minor",
        "kind": "enum-value-added",
        "side": "response",
        "where": "shapes.Kind.enum",
        "message": '"three" is new',
        "operations": ["ListJobs"],
    }


@pytest.mark.parametrize(("effect", "status"), [("breaking", 0), ("risky", 1), ("safe", 1)])
def test_fail_on(two: Project, effect: str, status: int) -> None:
    assert two.run("diff", "old", "new", "--fail-on", effect).status == status


def test_an_installed_botocore(two: Project) -> None:
    package = two.directory / "tree" / "botocore"
    (two.directory / "old").rename(two.directory / "data")
    package.mkdir(parents=True)
    (two.directory / "data").rename(package / "data")
    (package / "__init__.py").write_text("__version__ = '1.2.3'\n", encoding="utf-8")
    for tree in ("tree", "tree/botocore"):
        ended = two.run("diff", "tiny@1.2.3", "new/tiny", "--tree", tree)
        assert ended.stdout.endswith(
            "tiny: 0 breaking, 1 risky, 1 safe; asks for a minor version\n"
        )
    two.add(service="other")
    for named, said in (
        ("tiny@9.9.9", "no botocore 9.9.9 is installed here (found: 1.2.3, "),
        ("other@1.2.3", "botocore 1.2.3 has no service 'other'"),
    ):
        ended = two.run("diff", named, "new/tiny", "--tree", "tree")
        assert ended.status == 2
        assert said in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old/tiny", "glue"], "old/tiny is a model of tiny (Tiny), glue one of glue (Glue)"),
        (["old/tiny", "nowhere/tiny"], "nowhere/tiny is neither the directory of a model"),
        (["old/tiny", "gleu"], "did you mean glue?"),
        (["old/tiny", "empty"], "empty has no model: expected <service>/<api-version>/"),
        (["old/tiny", "broken/tiny"], "service-2.json: not JSON: "),
    ],
)
def test_mistakes(two: Project, arguments: list[str], said: str) -> None:
    (two.directory / "empty").mkdir()
    broken = two.directory / "broken" / "tiny" / "2020-01-01"
    broken.mkdir(parents=True)
    (broken / "service-2.json").write_text("{", encoding="utf-8")
    ended = two.run("diff", *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
