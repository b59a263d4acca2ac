"""Prints ``strategies.py``: the data and filters of its template."""

from __future__ import annotations

from botosmith import ir, names
from botosmith.package.python import homes
from botosmith.package.python.code import call, statement, subscript
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import returned
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botosmith_runtime.strategies": ["Strategies"],
    "hypothesis.strategies": ["SearchStrategy"],
}


def strategies(subject: Subject) -> str:
    """The text of ``strategies.py``."""
    imports = homes.imports(subject, _HOMES, here=".strategies")
    operations = subject.service.operations

    return _TEMPLATES.module(
        "strategies/strategies.py",
        subject,
        imports,
        exported=[
            *(names.payload_function(o.method, "request") for o in operations if o.request),
            *(names.payload_function(o.method, "response") for o in operations),
        ],
    )


def _signature(imports: Imports, operation: ir.Operation, side: names.Side) -> str:
    """The first line of a function that returns a strategy."""
    drawn = imports.use(operation.request if side == "request" else operation.response)
    strategy = subscript(imports.use("SearchStrategy"), drawn)
    head = f"def {names.payload_function(operation.method, side)}() -> "
    return statement(head, strategy, ":", 0)


def _response(operation: ir.Operation) -> str:
    """The statement that returns the strategy for an operation's responses."""
    shape = [f'"{operation.output}"'] if operation.output else []
    status = operation.success_status
    unusual = [f"status={status}"] if status in range(201, 300) else []
    return returned(call("_STRATEGIES.response", *shape, *unusual), 4)


_TEMPLATES = Templates({"response": _response, "signature": collecting(_signature)})
