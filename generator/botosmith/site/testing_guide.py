"""The testing guide: how the service's fake is used, and what its rules can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from botosmith import faking
from botosmith.site.code import python_pane
from botosmith.site.context import Context
from botosmith.site.snippets import Pane


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the guide: words of ours, with code between backquotes, and one example."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    pane: Pane


def sections(context: Context) -> Iterator[Section]:
    """The guide of one service; every example in it runs as it stands."""
    service = context.service
    fake, fixture = faking.class_name(service), faking.fixture_name(service)
    if pane := _first_example(context):
        yield Section(
            anchor="pytest",
            title="In pytest",
            paragraphs=(
                f"A test that takes `{fixture}` has a fake: the fixture comes with the package and "
                "needs no conftest line. A rule that was never used fails the test.",
            ),
            pane=pane,
        )
    yield Section(
        anchor="samples",
        title="Without rules",
        paragraphs=(
            f"`{fake}(auto=True)` answers every operation that has no rule with a valid sample, "
            "the same one for the same seed.",
        ),
        pane=python_pane(
            f"from {service.package}.fakes import {fake}\n\n"
            f"with {fake}(auto=True) as fake:\n"
            "    client = fake.client  # the typed client\n"
            "    print(client.meta.service_model.service_name, fake.calls)"
        ),
    )
    yield Section(
        anchor="patching",
        title="Code that calls boto3 itself",
        paragraphs=(
            "`patch` takes boto3, a session of its, or the module under test; inside the block its "
            f'`client("{service.name}")` is the fake\'s plain client.',
        ),
        pane=python_pane(
            f"import boto3\nfrom {service.package}.fakes import {fake}\n\n"
            f"with {fake}() as fake, fake.patch(boto3):\n"
            f'    client = boto3.client("{service.name}")\n'
            "    assert client is fake.boto3_client"
        ),
    )


def _first_example(context: Context) -> Pane | None:
    for operation in context.service.operations:
        for example in context.examples.of(operation):
            for pane in context.snippets.panes(operation, example):
                if pane.key == "fake":
                    return pane
    return None


RULES = (
    (
        "fake.operation(Member=value)",
        "A rule: answers the calls whose request has these members. Values, `ANY`, a predicate or "
        "a compiled regular expression; `strict=True` asks for exactly these.",
    ),
    (".returns(**response)", "The response, checked in full when it is written."),
    (".returns_sample(seed=1, **overrides)", "A valid response made from the shape."),
    (".returns_each(first, second)", "One response after the other."),
    (".pages([first, second])", "The pages of a paginator, with their tokens."),
    (
        ".raises(error, message=...)",
        "An error that the operation declares, by name or class; others with `unmodelled=True`.",
    ),
    (".responds(function)", "Whatever the function makes of the request."),
    (".times(n)", "How often the rule has to be used."),
    (".delays(seconds)", "Time that passes on the fake's clock; nothing sleeps."),
    (".fails_connection()", "No answer at all; botocore's retries really run."),
    (".throttles(times=2)", "Refusals as AWS makes them, which botocore retries."),
    (".calls, .call_count", "The requests that the rule has answered, in order."),
)
