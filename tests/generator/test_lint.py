"""The linter: every rule finds what it is for, in its place, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from botosmith.models.limits import DOCUMENTATION, SHAPE_DEPTH
from botosmith.models.load import Library
from botosmith.problems import ErrorRule
from botosmith.tools.lint import RULES, lint, report
from linted_model import (
    CLEAN,
    COOKIE,
    TEXT,
    Patches,
    acceptor,
    members,
    model,
    operation,
    paginator,
    shapes,
    signing_rules,
    stated,
    text,
)

ROOT = Path(__file__).parents[2]

CASES: list[tuple[str, Patches, str]] = [
    ("dangling-shape", members("Job", {"X": {"shape": "No"}}), "shapes.Job.members.X"),
    ("dangling-name", shapes(Job={"payload": "No"}), "shapes.Job.payload"),
    ("min-above-max", shapes(String={"min": 21}), "shapes.String.min"),
    ("min-above-max", shapes(Count={"type": "integer", "min": 2**40}), "shapes.Count.min"),
    ("endless-shape", shapes(Job={"required": ["Parent"]}), "shapes.Job.members.Parent"),
    (
        "nested-too-deeply",
        shapes(**{f"A{n}": {"type": "structure", "members": {"A": {"shape": f"A{n + 1}"}}}
                  for n in range(SHAPE_DEPTH)}, **{f"A{SHAPE_DEPTH}": text()}),
        "shapes.A0.members.A",
    ),
    ("oversized-value", shapes(String={"min": 10**9, "max": None}), "shapes.String.min"),
    (
        "oversized-model",
        shapes(String={"documentation": "x" * (DOCUMENTATION + 1)}),
        "shapes.String.documentation",
    ),
    (
        "naming-clash",
        {"service-2": {"operations": {"getJob": CLEAN["service-2"]["operations"]["GetJob"]}}},
        "operations.getJob",
    ),
    (
        "naming-clash",
        {"service-2": {"operations": {"GetWaiter": CLEAN["service-2"]["operations"]["GetJob"]}}},
        "operations.GetWaiter",
    ),
    ("unnameable", shapes(**{"a b": text()}), "shapes.a b"),
    ("missing-value", paginator(output_token=None), "pagination.ListJobs.output_token"),
    ("wrong-value", shapes(Jobs={"locationName": 5}), "shapes.Jobs.locationName"),
    ("wrong-value", {"botosmith-1": {"endpoint": 1}}, "endpoint"),
    ("odd-value", shapes(String={"sensitive": "yes"}), "shapes.String.sensitive"),
    ("odd-place", shapes(Jobs={"pattern": "a"}), "shapes.Jobs.pattern"),
    ("odd-name", shapes(Job={"required": ["No"]}), "shapes.Job.required"),
    ("unknown-key", {"service-2": {"opertions": {}}}, "opertions"),
    ("unknown-key", {"service-2": {"metadata": {"servicId": "x"}}}, "metadata.servicId"),
    ("unknown-key", operation(error=[]), "operations.GetJob.error"),
    ("unknown-key", operation(http={"methd": "GET"}), "operations.GetJob.http.methd"),
    ("unknown-key", operation(output={"location": "x"}), "operations.GetJob.output.location"),
    ("unknown-key", shapes(String={"maxLength": 9}), "shapes.String.maxLength"),
    ("unknown-key", shapes(NoSuchJob={"error": {"cod": "x"}}), "shapes.NoSuchJob.error.cod"),
    ("unknown-key", shapes(Jobs={"member": {"locaton": "x"}}), "shapes.Jobs.member.locaton"),
    (
        "unknown-key",
        members("Job", {"Id": {"shape": "String", "required": True}}),
        "shapes.Job.members.Id.required",
    ),
    (
        "unknown-key",
        members("Job", {"Id": {"shape": "String", "xmlNamespace": {"url": "x"}}}),
        "shapes.Job.members.Id.xmlNamespace.url",
    ),
    ("unknown-key", paginator(resultKey="Jobs"), "pagination.ListJobs.resultKey"),
    ("unknown-key", {"paginators-1": {"paginaton": {}}}, "paginaton"),
    ("unknown-key", {"waiters-2": {"waiters": {"JobDone": {"wait": 5}}}}, "waiters.JobDone.wait"),
    ("unknown-key", acceptor(expect="done"), "waiters.JobDone.acceptors.0.expect"),
    (
        "unknown-key",
        {"examples-1": {"examples": {"GetJob": [{"input": {"Id": "j"}, "title ": "x"}]}}},
        "examples.GetJob.0.title ",
    ),
    (
        "unmarked-exception",
        {"service-2": {"shapes": {"NoSuchJob": {"exception": None}}}},
        "operations.GetJob.errors.0",
    ),
    ("unreachable-shape", shapes(Alone=text()), "shapes.Alone"),
    ("pattern-untranslatable", shapes(State={"pattern": "(a"}), "shapes.State.pattern"),
    (
        "pattern-implausible",
        shapes(String={"pattern": "/^[a-z]+$/"}),
        "shapes.String.pattern",
    ),
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
        "authentication-twice",
        stated({"bearer": {}}, operation(auth=["aws.auth#sigv4", "smithy.api#httpBearerAuth"])),
        "operations.GetJob.auth",
    ),
    (
        "authentication-twice",
        stated(COOKIE, operation(auth=["smithy.api#httpBearerAuth"])),
        "operations.GetJob.auth",
    ),
    (
        "authentication-twice",
        stated(COOKIE, {"service-2": {"metadata": {"signatureVersion": "none"}}}),
        "metadata.signatureVersion",
    ),
    (
        "authentication-twice",
        stated({"bearer": {}, "signatureVersion": "v4"}, {}),
        "authentication.signatureVersion",
    ),
    (
        "authentication-twice",
        stated(COOKIE, {"endpoint-rule-set-1": signing_rules("sigv4")}),
        "rules.0.endpoint.properties.authSchemes",
    ),
    (
        "authentication-twice",
        stated({"bearer": {}}, operation(authtype="v4")),
        "operations.GetJob.authtype",
    ),
    (
        "authentication-twice",
        stated({"bearer": {}}, {"service-2": {"metadata": {"signatureVersion": "v4"}}}),
        "metadata.signatureVersion",
    ),
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
        "device-name",
        shapes(
            Job={"members": {"New": {"shape": "Nul", "documentation": TEXT}}},
            Nul={**text(), "enum": ["a"]},
        ),
        "shapes.Nul",
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


def test_what_ends_a_build_has_a_rule_that_is_an_error() -> None:
    assert [rule for rule in RULES if RULES[rule].severity == "error"] == [*get_args(ErrorRule)]


def test_every_rule_has_a_case() -> None:
    of_files = {"outside-link", "reserved-file-name", "unreadable-file"}  # see test_model_files.py
    assert {rule for rule, _, _ in CASES} == RULES.keys() - of_files


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


@pytest.mark.parametrize("auth", [["smithy.api#httpBearerAuth"], ["smithy.api#noAuth"]])
def test_a_model_that_asks_for_what_it_states(auth: list[str]) -> None:
    assert lint(model(stated({"bearer": {}}, operation(auth=auth)))) == []


@pytest.mark.parametrize("service", ["glue-migration", "importexport", "personium-cell"])
def test_own_models_are_clean(service: str) -> None:
    assert lint(Library((ROOT / "models",)).read(service)) == []


@pytest.mark.parametrize(
    ("patches", "said"),
    [
        (
            members("Job", {"X": {"shape": "No"}}),
            'service-2.json: shapes.Job.members.X: error: refers to shape "No", which the model '
            "does not define [dangling-shape]; define it, or fix the name",
        ),
        (
            members("GetJobInput", {"self": {"shape": "String"}}),
            "service-2.json: operations.GetJob.input: error: has a member self, which a method of "
            "botocore cannot take [unnameable]; rename it",
        ),
        (
            operation(http={"requestUri": "/{Id}/a; b}"}),
            "service-2.json: operations.GetJob.http.requestUri: error: has a brace that does "
            'not belong to a label such as {JobId}: "/{Id}/a; b}" [wrong-value]; write what is '
            "expected",
        ),
        (
            {"botosmith-1": {"version": None}},
            "botosmith-1.json: error: 'version' is a required property "
            "[wrong-value]; write what is expected",
        ),
        (
            shapes(String={"maxLength": 9}),
            'service-2.json: shapes.String.maxLength: warning: nothing reads "maxLength"; did you '
            "mean max? [unknown-key]; fix its name, or remove it",
        ),
        (
            members("Job", {"Id": {"shape": "String", "locaton": "header"}}),
            'service-2.json: shapes.Job.members.Id.locaton: warning: nothing reads "locaton"; did '
            "you mean location or locationName? [unknown-key]; fix its name, or remove it",
        ),
    ],
)
def test_a_line_gives_one_advice(patches: Patches, said: str) -> None:
    assert list(report.text(lint(model(patches)))) == [f"models/tiny/2020-01-01/{said}"]


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
    assert report.aws_counts() == {rule: [findings[rule], services[rule]] for rule in findings}
