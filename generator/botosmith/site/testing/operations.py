"""The operations that the testing guide calls: those with the shortest code."""

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

_SHORT = 60  # the most columns of a call or a response in an example
_NAMING = re.compile(r"(?i)(id|name|arn)$")
WHY = "not possible now"
"""The message of errors; some models require at least ten characters."""

SPOKEN = frozenset({"message", "code"})
"""The members of errors that fakes fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The operation that the guide calls. ``key`` is a string parameter, if it has one."""

    operation: ir.Operation
    request: dict[str, Any]
    key: str
    error: ir.Error | None
    response: dict[str, Any]


class TestingOperations:
    """The operations of one service that the guide can call."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._operations = context.service.callable_operations

    @cached_property
    def shown(self) -> Shown | None:
        """The operation that shows the most in the shortest code."""
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
        """A valid example that can be called without an optional library."""
        return next(
            (
                example
                for example in self._context.examples.of(operation)
                if not example.problems and example.sent and example.sent.scheme != "v4a"
            ),
            None,
        )

    def _response(self, operation: ir.Operation, example: Example) -> dict[str, Any] | None:
        """A short response; None if there is none."""
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
            required = member.required_in("request")
            if required and plain and isinstance(value, str) and value.isprintable():
                return member.name
        return ""

    def _error(self, operation: ir.Operation) -> ir.Error | None:
        if operation.error_code_in != "body":
            return None  # no message arrives
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
        """Two pages of one item each, if they are short and a token can link them."""
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
            return None  # some tokens of Proton can only be empty, and link no pages
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
        """The smallest valid item, with the member that identifies it: the token, if it is one."""
        least = self._context.examples.sampler.value(shape.name, "output", full=False)
        if not is_object(given):
            return least if given is None else given
        texts = [name for name, value in given.items() if isinstance(value, str)]
        best = [named[1]] if named else sorted(texts, key=lambda one: not _NAMING.search(one))
        return least | {name: given[name] for name in best[:1] if name in given}


def _as_list(value: Any) -> list[Any]:
    return value if is_list(value) else [value]


def _awkwardness(shown: Shown) -> tuple[bool, bool, bool, bool, int]:
    """How unsuitable an operation is to show what fakes do; the smallest is the best."""
    return (
        not shown.key,
        shown.error is None,
        not shown.response,
        len(shown.request) > 1,
        len(Arguments(shown.request).call(shown.operation.method).flat),
    )


def _too_long(value: dict[str, Any]) -> bool:
    """Whether the code for a value is too long, or needs an import."""
    arguments = Arguments(value)
    flat = arguments.call("").flat
    return arguments.moments or len(flat) > _SHORT or "\n" in flat or "<" in flat
