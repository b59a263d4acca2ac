"""The code panes of the docs: one example as Python, HTTP, curl and so on.

The Python code runs unchanged with the generated package or its fake. The HTTP panes are what
botocore sends and parses, formatted for readers; variable parts, such as a signature, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botosmith_runtime.protocols import serialise_response
from botosmith_runtime.protocols.decoded_members import encoded

from botosmith import ir
from botosmith.models.load import Model
from botosmith.site.examples.examples import Example, Examples
from botosmith.site.snippets import curl, http
from botosmith.site.snippets.highlight import highlighted
from botosmith.site.snippets.layout import WIDTH
from botosmith.site.snippets.scripts import Script, Scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """One rendering: ``html`` is escaped code with highlight spans, for ``<pre><code>``."""

    key: str
    title: str
    language: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request with its possible responses: the examples with equal parameters.

    ``panes`` show the call; ``answers`` have each example with the panes of its response.
    ``others`` are comments on parameters that are left out.
    """

    title: str
    panes: list[Pane]
    others: tuple[tuple[str, str], ...]
    answers: list[tuple[Example, list[Pane]]]


_GIVEN = frozenset({"response", "fake"})
"""The panes that show a response."""


class Snippets:
    """The panes of one service's examples, with Python in lines of ``width`` columns."""

    def __init__(
        self, service: ir.Service, model: Model, examples: Examples, width: int = WIDTH
    ) -> None:
        self._examples = examples
        self._operations = {operation.name: operation for operation in service.operations}
        self._scripts = Scripts(service, model, width)
        self._model = examples.model
        self._decoded = service.decoded
        self._openings: dict[str, str] = {}

    def panes(self, operation: ir.Operation, example: Example) -> list[Pane]:
        """Those of Python, HTTP and cURL; ``request`` and ``response`` are the wire."""
        return list(self._panes(operation, example))

    def calls(self, shown: list[tuple[Example, list[Pane]]]) -> list[Call]:
        """Examples with their panes, grouped by their parameters."""
        alike: list[list[tuple[Example, list[Pane]]]] = []
        for example, panes in shown:
            group = next((one for one in alike if _asks_alike(one[0][0], example)), None)
            if group is None:
                alike.append([(example, panes)])
            else:
                group.append((example, panes))
        return [
            Call(
                title=group[0][0].title if len(group) == 1 else f"One call, {len(group)} responses",
                panes=[pane for pane in group[0][1] if pane.key not in _GIVEN],
                others=group[0][0].asked.others,
                answers=[
                    (example, [pane for pane in panes if pane.key in _GIVEN])
                    for example, panes in group
                ],
            )
            for group in alike
        ]

    def _panes(self, operation: ir.Operation, example: Example) -> Iterator[Pane]:
        model: Any = self._model.operation_model(operation.name)
        runs = not model.has_event_stream_input  # that needs HTTP/2, which botocore does not have
        if runs:
            note = ", with botocore[crt]" if example.sent and example.sent.scheme == "v4a" else ""
            awaited = self._scripts.awaited(operation, example)
            yield from self._trio(*self._scripts.calls(operation, example), awaited, note=note)
        if example.sent:
            title = http.titled("Request", example.sent.headers)
            html = http.request_html(example.sent)
            yield Pane(key="request", title=title, language="http", html=html)
        if pane := self._response(model, example):
            yield pane
        if example.sent and (command := curl.command(example.sent)):
            html = highlighted(command, "bash")
            yield Pane(key="curl", title="cURL", language="bash", html=html)
        if runs and not example.problems:
            script = self._scripts.fake(operation, example)
            yield self._python("fake", "Fake", script)

    def _response(self, model: Any, example: Example) -> Pane | None:
        try:
            written = encoded(example.response, model.output_shape, self._decoded)
            found = serialise_response(self._model, model, written)
        except Exception:  # a response that breaks its shape may raise anything
            if not example.problems:
                raise
            return None
        title = http.titled("Response", found.headers.items())
        html = http.response_html(found, example.given.body)
        return Pane(key="response", title=title, language="http", html=html)

    def catching(self, operation: ir.Operation, *errors: ir.Error) -> Pane:
        """How to catch an operation's errors, each in a separate clause."""
        script = self._scripts.catching(operation, self._first(operation), errors)
        return Pane(
            key="typed",
            title="Typed client",
            language="python",
            html=highlighted(script, "python"),
        )

    def paginating(self, paginator: ir.Paginator) -> list[Pane]:
        """How to iterate over a paginator's results: ``typed``, ``boto3`` and ``async``."""
        operation = self._operations[paginator.operation]
        scripts = self._scripts.paginating(paginator, operation, self._first(operation))
        return self._trio(*scripts)

    def waiting(self, waiter: ir.Waiter) -> list[Pane]:
        """How to wait: ``typed``, ``boto3`` and ``async``."""
        example = self._first(self._operations[waiter.operation])
        return self._trio(*self._scripts.waiting(waiter, example))

    def _trio(self, typed: Script, plain: Script, awaited: Script, *, note: str = "") -> list[Pane]:
        return [
            self._python("typed", f"Typed client{note}", typed),
            self._python("boto3", f"boto3{note}", plain),
            self._python("async", f"asyncio{note}", awaited),
        ]

    def _python(self, key: str, title: str, script: Script) -> Pane:
        if script.opening not in self._openings:
            self._openings[script.opening] = highlighted(script.opening, "python")
        html = f"{self._openings[script.opening]}\n{highlighted(script.body, 'python')}"
        return Pane(key=key, title=title, language="python", html=html)

    def _first(self, operation: ir.Operation) -> Example:
        """The first valid example, or an empty one."""
        found = self._examples.of(operation)
        good = (example for example in found if not example.problems)
        return next(good, Example(title="", description="", request={}, response={}))


def _asks_alike(one: Example, other: Example) -> bool:
    return one.request == other.request and one.asked == other.asked
