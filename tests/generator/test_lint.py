"""The linter: every rule finds what it is for, in its place, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from botosmith.linting import RULES, lint
from botosmith.load import Library, Model
from project import Project
from tiny_model import TINY, Json, merged

Patches = dict[str, Json]
ROOT = Path(__file__).parents[2]
TEXT = "<p>Says what it is.</p>"


def documented() -> Patches:
    """The tiny model without a finding."""
    shapes = TINY["service-2"]["shapes"]
    service = {
        "operations": {name: {"documentation": TEXT} for name in TINY["service-2"]["operations"]},
        "shapes": {name: {"documentation": TEXT} for name in shapes},
    }
    return {**TINY, "service-2": merged(TINY["service-2"], service)}


CLEAN = documented()


def model(patches: Patches) -> Model:
    documents = {stem: merged(document, patches.get(stem, {})) for stem, document in CLEAN.items()}
    directory = Path("models", "tiny", "2020-01-01")
    return Model(
        service="tiny", api_version="2020-01-01", directory=directory, documents=documents, files={}
    )


def shapes(**patch: Json | None) -> Patches:
    return {"service-2": {"shapes": patch}}


def members(name: str, patch: Json) -> Patches:
    return shapes(**{name: {"members": patch}})


def paginator(**patch: object) -> Patches:
    return {"paginators-1": {"pagination": {"ListJobs": patch}}}


def acceptor(**patch: object) -> Patches:
    full = {"state": "success", "matcher": "path", "argument": "State", "expected": "done"}
    return {"waiters-2": {"waiters": {"JobDone": {"acceptors": [{**full, **patch}]}}}}


def text(**traits: object) -> Json:
    return {"type": "string", "documentation": TEXT, **traits}


CASES: list[tuple[str, Patches, str]] = [
    ("dangling-shape", members("Job", {"X": {"shape": "No"}}), "shapes.Job.members.X"),
    ("dangling-name", shapes(Job={"required": ["No"]}), "shapes.Job.required"),
    ("min-above-max", shapes(String={"min": 21}), "shapes.String.min"),
    ("endless-shape", shapes(Job={"required": ["Parent"]}), "shapes.Job.members.Parent"),
    (
        "naming-clash",
        {"service-2": {"operations": {"getJob": CLEAN["service-2"]["operations"]["GetJob"]}}},
        "operations.getJob",
    ),
    ("unnameable", shapes(**{"a b": text()}), "shapes.a b"),
    ("missing-value", paginator(output_token=None), "pagination.ListJobs.output_token"),
    ("wrong-value", shapes(String={"sensitive": "yes"}), "shapes.String.sensitive"),
    ("wrong-value", {"botosmith-1": {"endpoint": 1}}, "endpoint"),
    ("unreachable-shape", shapes(Alone=text()), "shapes.Alone"),
    ("pattern-untranslatable", shapes(State={"pattern": "(a"}), "shapes.State.pattern"),
    (
        "pattern-explosive",
        shapes(String={"max": None, "pattern": "(j|jj)+"}),
        "shapes.String.pattern",
    ),
    ("enum-breaks-pattern", shapes(State={"pattern": "d.*"}), "shapes.State.enum"),
    (
        "enum-breaks-pattern",
        members("Job", {"Reason": {"shape": "String", "enum": ["A"]}}),
        "shapes.Job.members.Reason.enum",
    ),
    ("enum-breaks-length", shapes(State={"max": 5}), "shapes.State.enum"),
    (
        "example-breaks-shape",
        {"examples-1": {"examples": {"GetJob": [{"input": {"Id": "UPPER"}}]}}},
        "examples.GetJob.0.input",
    ),
    (
        "example-breaks-shape",
        {"examples-1": {"examples": {"GetJob": [{"input": {"Id": "j"}, "output": {"Id": "J"}}]}}},
        "examples.GetJob.0.output",
    ),
    ("paginator-dead-path", paginator(output_token="No"), "pagination.ListJobs.output_token"),
    ("paginator-dead-path", paginator(output_token="Jobs.Id"), "pagination.ListJobs.output_token"),
    ("paginator-dead-path", paginator(result_key="Jobs[].No"), "pagination.ListJobs.result_key"),
    (
        "paginator-dead-path",
        paginator(output_token="NextToken || Jobs[-1].No"),
        "pagination.ListJobs.output_token",
    ),
    ("paginator-dead-path", paginator(more_results="Tags[0]"), "pagination.ListJobs.more_results"),
    ("waiter-dead-path", acceptor(argument="Parent.No"), "waiters.JobDone.acceptors.0.argument"),
    ("waiter-dead-path", acceptor(argument="length(No)"), "waiters.JobDone.acceptors.0.argument"),
    ("waiter-dead-value", acceptor(expected="Done"), "waiters.JobDone.acceptors.0.expected"),
    (
        "waiter-unmodelled-error",
        acceptor(matcher="error", expected="No"),
        "waiters.JobDone.acceptors.0.expected",
    ),
    (
        "names-differ-by-case",
        {
            "service-2": {
                "shapes": {
                    "Job": {"members": {"Other": {"shape": "job"}}},
                    "job": {"type": "structure", "members": {}, "documentation": TEXT},
                }
            }
        },
        "shapes.job",
    ),
    ("undocumented-service", {"service-2": {"documentation": None}}, "documentation"),
    (
        "undocumented-operation",
        {"service-2": {"operations": {"GetJob": {"documentation": " "}}}},
        "operations.GetJob",
    ),
    (
        "undocumented-member",
        members("Job", {"New": {"shape": "Bare"}}),
        "shapes.Job.members.New",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "patches", "where"), CASES)
def test_a_rule_finds_what_it_is_for(rule: str, patches: Patches, where: str) -> None:
    if rule == "undocumented-member":
        patches["service-2"]["shapes"]["Bare"] = {"type": "string"}
    assert [(finding.rule, finding.where) for finding in lint(model(patches))] == [(rule, where)]


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, _, _ in CASES} == RULES.keys()


@pytest.mark.parametrize(
    "path",
    [
        "Jobs[-1].Id",
        "Jobs[].Parent.Parent.Id",
        "NextToken || Tags",
        "Jobs[?State=='done'].Id | [0]",
        "Jobs[*].[Id, Reason]",
        "length(Jobs) > `0`",
        "Jobs[0:2].State",
    ],
)
def test_paths_that_lead_somewhere(path: str) -> None:
    assert lint(model(paginator(output_token=path))) == []


@pytest.mark.parametrize("service", ["glue-migration", "importexport", "personium-cell"])
def test_own_models_are_clean(service: str) -> None:
    assert lint(Library((ROOT / "models",)).read(service)) == []


# --- the command -----------------------------------------------------------------------------

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
    "models/tiny/2020-01-01/service-2.json: shapes.Alone: warning: no operation leads to Alone "
    "[unreachable-shape]; take it out, or refer to it\n"
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
        "message": "no operation leads to Alone",
        "mend": "take it out, or refer to it",
    }


def test_counts_and_rules(project: Project) -> None:
    project.add(BAD)
    counts = project.run("lint", "--counts").stdout.splitlines()
    assert counts[0].split() == ["1", "in", "1", "service", "warning", "unreachable-shape"]
    listed = project.run("lint", "--rules").stdout.splitlines()
    assert [line[9:].partition(":")[0] for line in listed if line[0] != " "] == list(RULES)


def test_files_that_cannot_be_read(project: Project) -> None:
    folder = project.add()
    (folder / "waiters-2.json").write_text("[", encoding="utf-8")
    for path, said in ((".", "waiters-2.json: not JSON: "), ("nowhere", "nowhere is no directory")):
        ended = project.run("lint", "models" if path == "." else path)
        assert (ended.status, ended.stdout) == (2, "")
        assert said in ended.stderr


@pytest.mark.aws
def test_all_of_aws_and_what_the_docs_say_of_it() -> None:
    """The table of the docs is what the linter finds in botocore's models."""
    library = Library()
    findings: Counter[str] = Counter()
    services: Counter[str] = Counter()
    for service in library.all_services():
        rules = Counter(finding.rule for finding in lint(library.read(service)))
        findings.update(rules)
        services.update(rules.keys())
    assert {rule: RULES[rule].in_aws for rule in RULES} == {
        rule: (findings[rule], services[rule]) for rule in RULES
    }
