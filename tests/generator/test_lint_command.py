"""``botosmith lint``, and what ``build`` says of its findings."""

from __future__ import annotations

import json

import pytest
from botosmith.tools.lint import RULES
from linted_model import TEXT, Patches
from project import Project
from tiny_model import TINY

BAD: Patches = {
    "service-2": {
        "documentation": None,
        "operations": {name: {"documentation": TEXT} for name in ("GetJob", "ListJobs")},
        "shapes": {
            **{name: {"documentation": TEXT} for name in TINY["service-2"]["shapes"]},
            "Alone": {"type": "string"},
        },
    }
}
FOUND = (
    "models/tiny/2020-01-01/service-2.json: shapes.Alone: warning: no operation uses Alone "
    "[unreachable-shape]; remove it, or refer to it\n"
    "models/tiny/2020-01-01/service-2.json: documentation: note: the service has no documentation "
    "[undocumented-service]; say what it is for\n"
    "1 model: 1 warning, 1 note\n"
)


@pytest.mark.parametrize(
    "path",
    ["models", "models/tiny", "models/tiny/2020-01-01", "models/tiny/2020-01-01/service-2.json"],
)
def test_text(project: Project, path: str) -> None:
    project.add(BAD)
    ended = project.run("lint", path)
    assert (ended.status, ended.stdout, ended.stderr) == (1, FOUND, "")


@pytest.mark.parametrize(("severity", "status"), [("error", 0), ("warning", 1), ("note", 1)])
def test_exit_status_by_severity(project: Project, severity: str, status: int) -> None:
    project.add(BAD)
    assert project.run("lint", "--fail-on", severity).status == status
    assert project.run("lint", "--fail-on", "never").status == 0


def test_json(project: Project) -> None:
    project.add(BAD)
    findings = json.loads(project.run("lint", "--format", "json").stdout)
    assert findings[0] == {
        "severity": "warning",
        "rule": "unreachable-shape",
        "file": "models/tiny/2020-01-01/service-2.json",
        "where": "shapes.Alone",
        "message": "no operation uses Alone",
        "fix": "remove it, or refer to it",
    }


def test_counts_and_rules(project: Project) -> None:
    project.add(BAD)
    counts = project.run("lint", "--counts").stdout.splitlines()
    assert counts[0].split() == ["1", "in", "1", "service", "warning", "unreachable-shape"]
    listed = project.run("lint", "--rules").stdout.splitlines()
    assert [line[9:].partition(":")[0] for line in listed if line[0] != " "] == list(RULES)


@pytest.mark.parametrize("stem", ["service-2", "waiters-2"])
def test_a_file_that_cannot_be_read_does_not_cost_the_others(project: Project, stem: str) -> None:
    (project.add() / f"{stem}.json").write_text("[", encoding="utf-8")
    project.add(BAD, service="untidy")
    first, *others = project.run("lint").stdout.splitlines()
    file = f"models/tiny/2020-01-01/{stem}.json"
    said = "error: not JSON: Expecting value at line 1, column 2"
    assert first == f"{file}: {said} [unreadable-file]; fix it, or remove it"
    assert others[:-1] == FOUND.replace("tiny", "untidy").splitlines()[:-1]
    assert others[-1] == "2 models: 1 error, 1 warning, 1 note"
    ended = project.run("lint", "--format", "json")
    assert [one["rule"] for one in json.loads(ended.stdout)][:1] == ["unreadable-file"]
    assert (ended.status, ended.stderr) == (1, "")


def test_paths_without_a_model(project: Project) -> None:
    (project.add() / "service-2.json").unlink()
    for path, said in (
        ("nowhere", "nowhere is neither the directory of a model"),
        ("models", "models/tiny/2020-01-01 has no service-2.json, which every model needs"),
    ):
        ended = project.run("lint", path)
        assert (ended.status, ended.stdout) == (2, "")
        assert said in ended.stderr


def test_a_build_counts_warnings_of_own_models(project: Project) -> None:
    assert project.run("build", "pricing", "--no-site").stderr == ""  # AWS's, which has one
    project.add()
    assert project.run("build").stderr == ""  # it has notes
    project.add({**BAD, "paginators-1": {"pagination": {"ListJobs": {"result_key": "No"}}}})
    ended = project.run("build", "pricing", "tiny", "--models", "models")
    assert ended.stderr == "2 warnings: botosmith lint models/tiny\n"
    assert ended.status == 0
    assert project.run("lint", "models/tiny").stdout.endswith("1 model: 2 warnings, 1 note\n")


def test_a_build_names_the_file_that_a_model_lacks(project: Project) -> None:
    (project.add() / "service-2.json").unlink()
    ended = project.run("build")
    assert ended.stderr.startswith("botosmith: models/tiny/2020-01-01 has no service-2.json, which")
    assert (ended.status, ended.stdout) == (2, "")
