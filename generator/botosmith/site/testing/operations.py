"""The operations that the testing guide calls: those that take the fewest words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from botosmith import ir, names
from botosmith.models.documents import is_list, is_object
from botosmith.samples import NoSample
from botosmith.site.context import Context
from botosmith.site.examples.examples import Example
from botosmith.site.snippets.literals import Arguments

_SHORT = 60  # columns of a call or a response that an example repeats
_NAMING = re.compile(r"(?i)(id|name|arn)$")
WHY = "not possible now"
"""The text of errors; some models ask for ten characters at least."""

SPOKEN = frozenset({"message", "code"})
"""The members of errors that fakes fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The operation that the guide calls. ``key`` is a parameter that is text, if it has one."""

    operation: ir.Operation
    request: dict[str, Any]
    key: str
    error: ir.Error | None
    response: dict[str, Any]


class TestingOperations:
    """What of one service the guide can call."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._operations = context.service.callable_operations

    @cached_property
    def shown(self) -> Shown | None:
        """The operation that shows most in the fewest words."""
        return min(self._candidates(), key=_awkwardness, default=None)

    def _candidates(self) -> Iterator[Shown]:
        for operation in self._operations:
            example = self.good(operation)
            if example is None or _too_long(example.request):
                continue
            if (response := self._response(operation, example)) is not None:
                yield Shown(
                    operation=operation,
                    request=example.request,
                    key=self._key(operation, example),
                    error=self._error(operation),
                    response=response,
                )

    def good(self, operation: ir.Operation) -> Example | None:
        """An example that can be called as it stands, without an optional library."""
        return next(
            (
                example
                for example in self._context.examples.of(operation)
                if not example.problems and example.sent and example.sent.scheme != "v4a"
            ),
            None,
        )

    def _response(self, operation: ir.Operation, example: Example) -> dict[str, Any] | None:
        """A response in a few words."""
        if not _too_long(example.response):
            return example.response
        try:
            response = self._context.examples.sampler.response(operation.name, full=False)
        except NoSample:
            return None
        return None if _too_long(response) else response

    def _key(self, operation: ir.Operation, example: Example) -> str:
        if not operation.input:
            return ""
        for member in self._context.shapes[operation.input].members:
            shape = self._context.shapes[member.shape]
            plain = shape.kind == "string" and not shape.enum and names.is_plain_key(member.name)
            value = example.request.get(member.name)
            asked = member.required_in("request")
            if asked and plain and isinstance(value, str) and value.isprintable():
                return member.name
        return ""

    def _error(self, operation: ir.Operation) -> ir.Error | None:
        if operation.error_code_in != "body":
            return None  # of which no text arrives
        codes = [self._context.errors[name].code for name in operation.errors]
        for name in operation.errors:
            error = self._context.errors[name]
            required = {m.name.lower() for m in self._context.shapes[name].members if m.required}
            if required <= SPOKEN and codes.count(error.code) == 1:
                return error
        return None

    def pages(
        self, paginator: ir.Paginator, operation: ir.Operation
    ) -> list[dict[str, Any]] | None:
        """Two pages of one item each, where that is a few words and they can follow each other."""
        key, shapes = paginator.result_key, self._context.shapes
        members = shapes[operation.output].members if operation.output else ()
        listing = next((m for m in members if m.name == key), None)
        if not paginator.item or not listing or any(m.required and m.name != key for m in members):
            return None
        shape = shapes[listing.shape]
        if (shape.minimum or 0) > 1 or (shape.maximum or 1) < 1:
            return None
        tokens = self._context.pagination[paginator.name]["output_token"]
        if any(shapes[m.shape].maximum == 0 for m in members if m.name in _as_list(tokens)):
            return None  # a token that can only be empty leads nowhere, as some of Proton's do
        named = re.search(rf"\b{key}\[-1\]\.(\w+)", str(tokens))
        example = self.good(operation)
        given = example.response.get(key) if example else None
        found = [*given, *given][:2] if is_list(given) and given else [None, None]
        try:
            items = [self._item(shapes[shape.element], one, named) for one in found]
        except NoSample:
            return None
        if (named and items[0] == items[1]) or _too_long({key: items}):
            return None
        return [{key: [item]} for item in items]

    def _item(self, shape: ir.Shape, given: Any, named: re.Match[str] | None) -> Any:
        """The least of an item, with the member that names it: the token, if that is one."""
        least = self._context.examples.sampler.value(shape.name, "output", full=False)
        if not is_object(given):
            return least if given is None else given
        texts = [name for name, value in given.items() if isinstance(value, str)]
        best = [named[1]] if named else sorted(texts, key=lambda one: not _NAMING.search(one))
        return least | {name: given[name] for name in best[:1] if name in given}


def _as_list(value: Any) -> list[Any]:
    return value if is_list(value) else [value]


def _awkwardness(shown: Shown) -> tuple[bool, bool, bool, bool, int]:
    """How badly an operation serves to show what fakes do; the least is the best."""
    return (
        not shown.key,
        shown.error is None,
        not shown.response,
        len(shown.request) > 1,
        len(Arguments(shown.request).call(shown.operation.method).flat),
    )


def _too_long(value: dict[str, Any]) -> bool:
    """Whether it takes more than a few words, or an import, to write a value."""
    arguments = Arguments(value)
    flat = arguments.call("").flat
    return arguments.moments or len(flat) > _SHORT or "\n" in flat or "<" in flat
