"""The pages about a service as a whole: contents, topics, testing, errors, glossary, history."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from botosmith import ir, names
from botosmith.site.context import Context
from botosmith.site.pages import common_errors
from botosmith.site.pages.service import authentication, start
from botosmith.site.parts.folding import folded
from botosmith.site.parts.introductions import introduction
from botosmith.site.parts.members import Row
from botosmith.site.testing import guide
from botosmith.site.testing.rules import RULES

_LONG = 500  # longer documentation of a service is folded (characters)
_OPENED = 100  # the most names in a list that is not folded


def guide_pages(context: Context) -> Iterator[tuple[str, str]]:
    """The landing page and the other pages about the whole service."""
    service = context.service
    yield "index.html", _contents(context)
    for topic in service.topics:
        path = context.paths.topics[topic.name]
        yield path, _topic(context, topic, path)
    yield (
        "testing.html",
        context.page(
            "testing/testing",
            "testing.html",
            fake_class=names.fake_class(service.class_name),
            guide=guide.sections(context),
            rules=RULES,
        ),
    )
    yield (
        "common-errors.html",
        context.page(
            "pages/common_errors",
            "common-errors.html",
            answers=service.common_errors,
            heads=[o for o in service.operations if o.error_code_in == "status"],
            failures=common_errors.FAILURES,
            shared=common_errors.shared(service),
        ),
    )
    if context.paths.has_glossary:
        page = context.page("pages/glossary", "glossary.html", patterns=_patterns(service))
        yield "glossary.html", page
    if context.history:
        yield "history.html", context.page("pages/history", "history.html", history=context.history)
    yield "llms.txt", context.text("index/llms.txt")


def _contents(context: Context) -> str:
    paths = context.paths
    enums = {name for name in paths.shapes if context.shapes[name].enum}
    lists = (
        ("Paginators", "paginators", list(paths.paginators.items())),
        ("Waiters", "waiters", list(paths.waiters.items())),
        ("Resources of boto3", "resources", list(paths.resources.items())),
        ("Errors", "errors", list(paths.errors.items())),
        ("Structures", "structures", [(n, p) for n, p in paths.shapes.items() if n not in enums]),
        ("Enumerations", "enumerations", [(n, p) for n, p in paths.shapes.items() if n in enums]),
    )
    prose = context.prose.html(context.service.documentation).replace('href="../', 'href="')
    lead, more = folded(introduction(context.service.documentation), prose, longest=_LONG)
    example = next((o for o in context.service.operations if o.request), None)
    return context.page(
        "pages/service",
        "index.html",
        authentication=authentication(context),
        start=start(context),
        lead=Markup(lead),
        more=Markup(more),
        typed=example,
        lists=lists,
        groups=context.groups,
        most=_OPENED,
        history=context.history,
        links=context.links(None),
    )


def _topic(context: Context, topic: ir.Topic, path: str) -> str:
    operations = {operation.name: operation for operation in context.service.operations}

    def rows(shape: str, side: ir.Direction, prefix: str) -> tuple[Row, ...]:
        return context.members.flat(context.shapes[shape], side, prefix) if shape else ()

    return context.page(
        "pages/topic",
        path,
        topic=topic,
        structures=[
            (context.shapes[name], side := context.side(name), rows(name, side, name))
            for name in topic.structures
            if context.paths.of_shape(name)
        ],
        operations=[
            (
                operations[name],
                rows(operations[name].input, "input", f"{name}.request"),
                rows(operations[name].output, "output", f"{name}.response"),
            )
            for name in topic.operations
        ],
    )


def _patterns(service: ir.Service) -> list[tuple[str, list[str], str]]:
    """The model's patterns, the most used first: the pattern, its shapes, and how it is checked."""
    users: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    for shape in service.shapes:
        if shape.pattern is not None:
            users.setdefault(shape.pattern, []).append(shape.name)
            reasons[shape.pattern] = shape.regex.reason if shape.regex else ""
    ranked = sorted(users.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(pattern, names, reasons[pattern]) for pattern, names in ranked]
