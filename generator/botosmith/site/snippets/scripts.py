"""Python scripts that run unchanged: with the typed client, with plain boto3, with the fake."""

from __future__ import annotations

import keyword
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from botocore.loaders import Loader

from botosmith import ir, names, text
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import Model
from botosmith.site.examples.examples import UNIT, Example
from botosmith.site.snippets.layout import WIDTH, Group, Item, flat, laid_out
from botosmith.site.snippets.literals import Arguments
from botosmith.site.snippets.response_uses import Assertion, ResponseUses

_INSIDE = 8
"""Columns in front of a statement in the block of a program that awaits."""

_MARGIN = " " * _INSIDE
_MOMENTS = "from datetime import datetime, timezone\n"


class Script(NamedTuple):
    """A script; ``opening`` is the same for most scripts of a service."""

    opening: str
    body: str


class Scripts:
    """The scripts of one service, in lines of at most ``width`` columns."""

    def __init__(self, service: ir.Service, model: Model, width: int = WIDTH) -> None:
        self._width = width
        self._package = service.package
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._uses = ResponseUses(self._shapes, width)
        self._awaited_uses = ResponseUses(self._shapes, width - _INSIDE, awaited=True)
        self._block = self._block_opening(service)
        self._pagination: Mapping[str, Any] = model.document("paginators-1").get("pagination", {})
        self._connect = f"client = connect({connection(service)})"
        self._typed = f"from {self._package} import connect\n\n{self._connect}"
        self._boto3 = self._plain_opening(service)
        self._fixture = names.fake_fixture(service.package)
        self._fake = names.fake_class(service.class_name)

    def calls(self, operation: ir.Operation, example: Example) -> tuple[Script, Script]:
        """A call with the generated client, and the same with boto3."""
        arguments = Arguments(example.request, comments=example.asked.python)
        use = self._uses.use(operation, example)
        before = "response = " if use.lines else ""
        bodies = [
            "\n".join([self._statement(arguments.call(method), before=before), *use.lines])
            for method in dict.fromkeys((f"client.{operation.method}", _plain(operation)))
        ]
        return self._pair(arguments.moments, bodies[0], bodies[-1])

    def awaited(self, operation: ir.Operation, example: Example) -> Script:
        """The same call in a program that awaits."""
        arguments = Arguments(example.request, comments=example.asked.python)
        use = self._awaited_uses.use(operation, example)
        before = "response = " if use.lines else ""
        call = arguments.call(f"await client.{operation.method}")
        statement = self._statement(call, before=before, indent=_INSIDE)
        if not before and _INSIDE + len(call.open) > self._width:
            # Formatters put what is awaited into parentheses if it then fits.
            inner = arguments.call(f"client.{operation.method}")
            indent = _INSIDE + 4
            written = " " * indent + laid_out(inner, self._width, indent=indent, before=indent)
            if max(map(len, written.splitlines())) <= self._width:
                statement = f"await (\n{written}\n{_MARGIN})"
        lines = [_MARGIN + statement]
        lines += [textwrap.indent(line, _MARGIN) for line in use.lines]
        return self._program(arguments.moments, "\n".join(lines))

    def fake(self, operation: ir.Operation, example: Example) -> Script:
        """A pytest test whose fake gives the example's response."""
        asked = Arguments(example.request)
        given = Arguments(example.response, comments=example.given.python)
        fake = f"{self._fixture}.{names.fake_method(operation.method)}"
        rule = asked.call(fake).flat
        if len(rule) + 15 > self._width or "\n" in rule:
            rule = f"{fake}()"  # answers any request
        use = self._uses.use(operation, example)
        client = asked.call(f"{self._fixture}.client.{operation.method}")
        before = "response = " if use.assertions else ""
        header = f"def test_{operation.wire_method}({self._fixture}: {self._fake}) -> None:"
        if len(header) > self._width:
            header = header.replace("(", "(\n    ").replace(")", ",\n)")
        counted = Assertion(f"{self._fixture}.call_count", "==", "1")
        lines = [
            header,
            f"    {self._statement(given.call(f'{rule}.returns'), indent=4)}",
            f"    {self._statement(client, before=before, indent=4)}",
            *(f"    {self._assertion(one)}" for one in use.assertions or (counted,)),
        ]
        opening = f"{self._imported(f'{self._package}.fakes', [self._fake])}\n\n"
        return Script(_with_moments(opening, asked.moments or given.moments), "\n".join(lines))

    def catching(
        self, operation: ir.Operation, example: Example, errors: tuple[ir.Error, ...]
    ) -> str:
        """A script that catches errors and prints their members."""
        arguments = Arguments(example.request)
        call = self._statement(arguments.call(f"client.{operation.method}"), indent=4)
        if operation.error_code_in == "status":
            opening = "from botocore.exceptions import ClientError\n"
            opening += f"from {self._package} import connect\n\n{self._connect}"
            opening = _with_moments(opening, arguments.moments)
            return f"{opening}\ntry:\n    {call}\n{self._status_clause(errors)}"
        imported = self._imported(f"{self._package}.errors", [error.class_name for error in errors])
        opening = f"from {self._package} import connect\n{imported}\n\n{self._connect}"
        clauses = "\n".join(self._clauses(errors))
        return f"{_with_moments(opening, arguments.moments)}\ntry:\n    {call}\n{clauses}"

    def paginating(
        self, paginator: ir.Paginator, operation: ir.Operation, example: Example
    ) -> tuple[Script, Script, Script]:
        """Loops over a paginator's results: with the generated client, with boto3, awaited."""
        config = self._pagination[paginator.name]
        left_out = {*_as_list(config["input_token"]), config.get("limit_key")}
        left_out -= {parameter.name for parameter in operation.parameters if parameter.required}
        given = {name: item for name, item in example.request.items() if name not in left_out}
        arguments = Arguments(given)
        pages = f'client.get_paginator("{paginator.method}").paginate'
        over_pages = self._loop("page", arguments.call(pages))
        if not paginator.item:
            body = f"{over_pages}\n    print(page)"
            loop = self._loop("page", arguments.call(pages), awaited=True)
            awaited = f"{loop}\n{_MARGIN}    print(page)"
            program = self._program(arguments.moments, awaited)
            return *self._pair(arguments.moments, body, body), program
        shown = self._shown_item(self._uses, paginator, operation, example)
        call = arguments.call(f"client.{names.items_method(paginator.method)}")
        typed = f"{self._loop('item', call)}\n    {shown}"
        items = f'page.get("{paginator.result_key}", [])'
        plain = f"    for item in {items}:\n        {shown}"
        if "." in paginator.result_key:
            plain = "    print(page)"
        shown = self._shown_item(self._awaited_uses, paginator, operation, example)
        loop = self._loop("item", call, awaited=True)
        program = self._program(
            arguments.moments, f"{loop}\n{textwrap.indent(f'    {shown}', _MARGIN)}"
        )
        return *self._pair(arguments.moments, typed, f"{over_pages}\n{plain}"), program

    def _shown_item(
        self,
        uses: ResponseUses,
        paginator: ir.Paginator,
        operation: ir.Operation,
        example: Example,
    ) -> str:
        shape = self._shapes[operation.output]
        value: Any = example.response
        for name in paginator.result_key.split("."):
            shape = self._shapes[next(m.shape for m in shape.members if m.name == name)]
            value = value.get(name) if is_object(value) else None
        return uses.item(self._shapes[shape.element], value if is_list(value) else [])

    def waiting(self, waiter: ir.Waiter, example: Example) -> tuple[Script, Script, Script]:
        """Waiting, with the generated client, with boto3, and awaited."""
        config = {"Delay": waiter.delay, "MaxAttempts": waiter.max_attempts}
        arguments = Arguments({**example.request, "WaiterConfig": config})
        wait = self._statement(arguments.call("waiter.wait"))
        made = f'waiter = client.get_waiter("{waiter.method}")'
        body = f"{made}\n{wait}"
        awaited = self._statement(arguments.call("await waiter.wait"), indent=_INSIDE)
        program = self._program(arguments.moments, f"{_MARGIN}{made}\n{_MARGIN}{awaited}")
        return *self._pair(arguments.moments, body, body), program

    def _program(self, moments: bool, body: str) -> Script:
        """A whole program around statements that await; ``body`` is indented."""
        imported = f"from {self._package}.aio import connect"
        first = f"import asyncio\n{_MOMENTS if moments else ''}"
        opening = f"{first}\n{imported}\n\n\nasync def main() -> None:\n{self._block}"
        return Script(opening, f"{body}\n\n\nasyncio.run(main())")

    def _block_opening(self, service: ir.Service) -> str:
        items: list[tuple[str, Item]] = [("", one) for one in connection(service).split(", ")]
        start, end = "    async with ", " as client:"
        call = Group("connect(", items, ")", "call")
        made = laid_out(call, self._width, indent=4, before=len(start), after=len(end))
        return f"{start}{made}{end}"

    def _pair(self, moments: bool, typed: str, plain: str) -> tuple[Script, Script]:
        return (
            Script(_with_moments(self._typed, moments), typed),
            Script(_with_moments(self._boto3, moments), plain),
        )

    def _imported(self, module: str, names: list[str]) -> str:
        line = f"from {module} import {', '.join(sorted(names))}"
        if len(line) <= self._width:
            return line
        listed = "".join(f"    {name},\n" for name in sorted(names))
        return f"from {module} import (\n{listed})"

    def _clauses(self, errors: tuple[ir.Error, ...]) -> Iterator[str]:
        """A clause for each error; errors with the same treatment share one."""
        alike: dict[str, list[str]] = {}
        for error in errors:
            own = (field.attribute for field in error.fields)
            more = next((name for name in own if name.lower() not in ("message", "code")), None)
            shown = ["error.message", f"error.{more}"] if more else ["error.message"]
            body = self._printed(shown, indent=4)
            alike.setdefault(body, []).append(error.class_name)
        for body, classes in alike.items():
            caught = classes[0]
            if len(classes) > 1:
                items: list[tuple[str, Item]] = [("", name) for name in sorted(classes)]
                group = Group("(", items, ")", "literal")
                caught = laid_out(group, self._width, before=7, after=10)
            yield f"except {caught} as error:\n    {body}"

    def _status_clause(self, errors: tuple[ir.Error, ...]) -> str:
        """The clause that catches errors by their status, if the response has no code."""
        by_status: dict[int, list[str]] = {}
        for error in errors:
            by_status.setdefault(error.http_status, []).append(error.name)
        lines = ["except ClientError as error:"]
        for number, (status, found) in enumerate(by_status.items()):
            word = "elif" if number else "if"
            lines.append(f'    {word} error.response["Error"]["Code"] == "{status}":')
            lines.append(f"        {self._printed([text.literal(' or '.join(found))], indent=8)}")
        return "\n".join([*lines, "    else:", "        raise"])

    def _printed(self, shown: list[str], *, indent: int) -> str:
        items: list[tuple[str, Item]] = [("", one) for one in shown]
        return self._statement(Group("print(", items, ")", "call"), indent=indent)

    def _assertion(self, said: Assertion) -> str:
        """An assertion inside a test, with line breaks as from a formatter."""
        compared = f"{said.operator} {said.right}"
        line = f"{flat(said.left)} {compared}"
        if len(line) + len("    assert ") <= self._width:
            return f"assert {line}"
        margin = " " * 8
        if len(margin) + len(line) > self._width:
            left = laid_out(said.left, self._width, indent=len(margin), before=len(margin))
            line = f"{left}\n{margin}{compared}"
        return f"assert (\n{margin}{line}\n    )"

    def _statement(self, call: Group, *, before: str = "", indent: int = 0) -> str:
        first = call.open if call.items else call.flat
        if before and indent + len(before) + len(first) > self._width:
            # Formatters put the value into parentheses if it then fits.
            inner = " " * (indent + 4)
            written = inner + laid_out(call, self._width, indent=len(inner), before=len(inner))
            if max(map(len, written.splitlines())) <= self._width:
                return f"{before}(\n{written}\n{' ' * indent})"
        return before + laid_out(call, self._width, indent=indent, before=indent + len(before))

    def _loop(self, name: str, call: Group, *, awaited: bool = False) -> str:
        start = f"{_MARGIN}async for {name} in " if awaited else f"for {name} in "
        indent = _INSIDE if awaited else 0
        return f"{start}{laid_out(call, self._width, indent=indent, before=len(start), after=1)}:"

    def _plain_opening(self, service: ir.Service) -> str:
        """The start of a script with boto3, which registers the model if botocore has none."""
        known = Path(Loader.BUILTIN_DATA_PATH, service.name).is_dir()
        arguments: dict[str, Any] = {"region_name": "us-east-1"}
        if service.authentication.endpoint_required:
            region = service.authentication.region or "us-east-1"
            arguments = {"endpoint_url": UNIT, "region_name": region}
        call = Arguments(arguments, f'"{service.name}"').call(
            "boto3.client" if known else "session.client"
        )
        client = self._statement(call, before="client = ")
        if known:
            return f"import boto3\n\n{client}"
        session = "session = boto3.Session()\nregister(session)  # boto3 has no such model"
        return f"import boto3\nfrom {service.package} import register\n\n{session}\n{client}"


def _with_moments(opening: str, moments: bool) -> str:
    return f"{_MOMENTS}\n{opening}" if moments else opening


def _plain(operation: ir.Operation) -> str:
    """A call of botocore's method, even if its name is a Python keyword."""
    method = operation.wire_method
    return f'getattr(client, "{method}")' if keyword.iskeyword(method) else f"client.{method}"


def connection(service: ir.Service) -> str:
    """The arguments of ``connect`` in an example."""
    if not service.authentication.endpoint_required:
        return 'region_name="us-east-1"'
    parameter = service.authentication.parameter
    return f'endpoint_url="{UNIT}"' + (f', {parameter}="..."' if parameter else "")


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
