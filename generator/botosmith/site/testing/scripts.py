"""Formats the parts of the testing guide's scripts: rules, calls and imports."""

from __future__ import annotations

from collections.abc import Iterable

from botosmith import names
from botosmith.package.fakes.faking import FakeOperation, faking
from botosmith.site.context import Context
from botosmith.site.parts.code import python_pane
from botosmith.site.snippets import Pane
from botosmith.site.snippets.layout import WIDE, Group, Item, laid_out
from botosmith.site.snippets.literals import Arguments
from botosmith.site.testing.operations import Shown, TestingOperations


class TestingScripts:
    """The parts of one service's scripts."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._service = context.service
        self._operations = {operation.name: operation for operation in context.service.operations}
        self._chosen = TestingOperations(context)
        self._fake = names.fake_class(context.service.class_name)

    def names(self, shown: Shown) -> FakeOperation:
        """The names of the types of an operation's rule."""
        return next(
            operation
            for operation in faking(self._service).operations
            if operation.operation is shown.operation
        )

    def asked(self, shown: Shown) -> str:
        """The type of an operation's requests."""
        return shown.operation.request

    def imported(self, module: str, name: str) -> str:
        """An import of one name, with the line breaks of formatters."""
        head = f"from {self._service.package}.{module} import "
        return f"{head}{name}" if len(head + name) <= WIDE else f"{head}(\n    {name},\n)"

    def head(self, name: str, parameter: tuple[str, str], given: str) -> list[str]:
        """The first lines of a function, with the line breaks of formatters."""
        taken = ": ".join(parameter)
        line = f"def {name}({taken}) -> {given}:"
        return [line] if len(line) <= WIDE else [f"def {name}(", f"    {taken},", f") -> {given}:"]

    def rule(self, shown: Shown) -> str:
        return f"fake.{names.fake_method(shown.operation.method)}()"

    def call(self, shown: Shown, *, indent: int = 4) -> str:
        call = Arguments(shown.request).call(f"fake.client.{shown.operation.method}")
        return self.written(call, indent=indent)

    def sampled(
        self, name: str, shown: Shown, conditions: list[tuple[str, Item]]
    ) -> tuple[str, ...]:
        """A rule that answers with a sample, in one line or two."""
        rule = Group(f"fake.{names.fake_method(shown.operation.method)}(", conditions, ")", "call")
        line = f"{name} = {rule.flat}.returns_sample()"
        if len(line) + 4 <= WIDE:
            return (line,)
        return self.written(rule, before=f"{name} = "), f"{name}.returns_sample()"

    def written(self, item: Item, *, before: str = "", after: int = 0, indent: int = 4) -> str:
        lead = indent + len(before)
        return before + laid_out(item, WIDE, indent=indent, before=lead, after=after)

    def script(
        self,
        *lines: str,
        before: Iterable[str] = (),
        after: Iterable[str] = (),
        more: tuple[str, ...] = (),
        options: str = "",
        functions: Iterable[str] = (),
        moments: bool = False,
    ) -> Pane:
        constants = [name for name in more if name.isupper()]
        others = [name for name in more if not name.isupper()]
        types = sorted([self._fake, *(name for name in others if name[0].isupper())])
        functional = [name for name in others if name[0].islower()]
        imported = ", ".join([*constants, *types, *functional])
        head = ["from datetime import datetime, timezone\n"] if moments else []
        head += [
            *before,
            *sorted((f"from {self._service.package}.fakes import {imported}", *after)),
        ]
        body = "\n".join(f"    {line}" if line else "" for line in lines)
        opening = "\n".join([*head, "", *(("", *functions) if functions else ())])
        return python_pane(f"{opening}\nwith {self._fake}({options}) as fake:\n{body}".rstrip())
