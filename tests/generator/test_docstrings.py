"""What an editor shows of a method: its docstring, for services with long documentation."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from botosmith import ir, text
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.render import render_module

SERVICES = ("dynamodb", "ec2", "glue", "lambda", "s3")
MOST_BEFORE_PARAMETERS = 12
LINE = 100
NOTICE = re.compile(r"This operation is not supported|.*[Nn]otice:|Important|We recommend|Note\b")
BELOW = re.compile(r" {16}\S")
ENTRY = re.compile(r"( +)(\S+) \(.+\)(:.*)?")


@cache
def service(name: str) -> ir.Service:
    return build(Library().load(name))


@cache
def docstrings(name: str) -> dict[str, str]:
    """The docstrings of the methods of operations."""
    methods = {operation.method for operation in service(name).operations}
    module = ast.parse(render_module(service(name), "client"))
    return {
        node.name: ast.get_docstring(node, clean=False) or ""
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.name in methods
    }


def before_parameters(docstring: str) -> list[str]:
    lines = docstring.splitlines()
    heads = [
        index for index, line in enumerate(lines) if line.strip() in ("Parameters:", "Returns:")
    ]
    return lines[: heads[0]]


def section(docstring: str, title: str) -> list[str]:
    """The lines of a section, up to the next one."""
    _, _, rest = docstring.partition(f"\n        {title}:\n")
    return [line for line in rest.split("\n\n")[0].splitlines() if line.strip()]


@pytest.mark.parametrize("name", SERVICES)
def test_few_lines_come_before_the_parameters(name: str) -> None:
    found = docstrings(name)
    assert len(found) == len(service(name).operations)
    counts = {method: len(before_parameters(docstring)) for method, docstring in found.items()}
    assert {method: n for method, n in counts.items() if n > MOST_BEFORE_PARAMETERS} == {}


@pytest.mark.parametrize("name", SERVICES)
def test_the_summary_comes_first(name: str) -> None:
    for operation in service(name).operations:
        docstring = docstrings(name)[operation.method]
        first = " ".join(docstring.partition("\n\n")[0].split())
        assert first == text.summary(operation.documentation)
        assert not NOTICE.match(first), operation.name


def test_a_notice_comes_after_the_summary() -> None:
    first, second, *_ = docstrings("s3")["put_object"].split("\n\n")
    assert first == "Adds an object to a bucket."
    assert second.strip().startswith("End of support notice:")


@pytest.mark.parametrize("name", SERVICES)
def test_a_parameter_takes_one_line(name: str) -> None:
    for operation in service(name).operations:
        docstring = docstrings(name)[operation.method]
        # Limits take a line of their own where the type leaves no room for them.
        entries = [line for line in section(docstring, "Parameters") if not BELOW.match(line)]
        shown = [match[2] for match in map(ENTRY.fullmatch, entries) if match]
        assert shown == [parameter.name for parameter in operation.parameters], operation.name
        assert len(entries) == len(shown)
        too_long = [line for line in entries if len(line) > LINE and ": " in line]
        assert too_long == []


@pytest.mark.parametrize("name", SERVICES)
def test_the_reference_is_linked_and_errors_are_named(name: str) -> None:
    errors = {error.name: error for error in service(name).errors}
    for operation in service(name).operations:
        docstring = docstrings(name)[operation.method]
        url = r"https://docs\.aws\.amazon\.com/goto/WebAPI/[\w.-]+/"
        assert re.search(rf"\n        Reference: {url}{operation.name}\n", docstring)
        raised = " ".join(section(docstring, "Raises"))
        assert [one for one in operation.errors if errors[one].name not in raised] == []
        assert not any(
            text.summary(errors[one].documentation) in raised
            for one in operation.errors
            if errors[one].documentation
        )
