"""Prints ``checks.py``: the data and filters of its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from botosmith import ir, names, text
from botosmith.package.checks.checker import CheckFunctions, StructureCheck
from botosmith.package.checks.rules import ModuleRule
from botosmith.package.python import homes
from botosmith.package.python.code import SPREAD_CALL, Brackets, call, statement
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import returned
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botosmith_runtime.findings": ["Found", "Masked", "Path", "RESPONSE"],
    "botosmith_runtime.rules": [
        *("Blob", "Boolean", "Integer", "List", "Map", "Number", "String", "Timestamp"),
        "kind",
    ],
    "botosmith_runtime.structures": [
        *("BLOB", "BOOLEAN", "DOCUMENT", "INTEGER", "JSON", "LIST", "LONG", "MAP", "NUMBER"),
        *("SECRET_BLOB", "SECRET_DOCUMENT", "STRING", "TIMESTAMP"),
        "Converted",
        *("absent", "as_dict", "descend", "missing", "one_of", "present", "unknown"),
    ],
    "botosmith_runtime.violations": ["Check", "Violation", "check"],
}


def checks(subject: Subject) -> str:
    """The text of ``checks.py``."""
    service = subject.service
    imports = homes.imports(subject, _HOMES, here=".checks")
    checker = CheckFunctions(service, imports)
    structures = list(checker.structures())
    operations = service.operations
    public = [names.payload_function(o.method, "request") for o in operations if o.input]
    public += [names.payload_function(o.method, "response") for o in operations if o.output]
    tables = {"aliases": service.aliases, "decoded": service.decoded}
    public += [name.upper() for name, table in tables.items() if table]
    return _TEMPLATES.module(
        "checks/checks.py",
        subject,
        imports,
        exported=[*public, "ERRORS", "EVENTS", "REQUESTS", "RESPONSES"],
        structures=structures,
        rules=[_rule(checker.rules.made[name]) for name in sorted(checker.rules.made)],
        checked_requests=[(o.name, o.input) for o in operations],
        checked_responses=[(o.name, o.output) for o in operations],
        checked_errors=[(name, name) for name in checker.errors],
        checked_events=checker.events,
        **tables,
    )


def _rule(rule: ModuleRule) -> str:
    """A rule of ``checks.py``, made with keyword arguments."""
    made = Brackets(rule.class_name, rule.arguments, SPREAD_CALL)
    return statement(f"{rule.name} = ", made, "", 0)


def _checked(imports: Imports, shape: str, *more: str) -> str:
    """The statement that checks ``value`` as a shape; ``more`` are further arguments."""
    return returned(call(imports.load("check"), names.check_name(shape), "value", *more), 4)


def _public_signature(imports: Imports, operation: ir.Operation, side: names.Side) -> str:
    """The first lines of the function that checks a request or a response."""
    name = names.payload_function(operation.method, side)
    parameters = Brackets(f"def {name}", [f"value: {imports.load('Any')}"], SPREAD_CALL)
    return statement("", parameters, f" -> {imports.use('list[Violation]')}:", 0)


def _signature(imports: Imports, check: StructureCheck) -> str:
    """The first lines of the function that checks a structure."""
    value = f"value: {imports.load('Any')}"
    parameters = [value, f"found: {imports.use('Found')}", f"path: {imports.use('Path')}"]
    head = call(f"def {check.name}", *parameters)
    return statement("", head, f" -> {check.result}:", 0)


def _registry(pairs: Iterable[tuple[str, str]]) -> str:
    """A dict display of checks by name; ``pairs`` are names and shapes."""
    lines = "".join(f'    "{name}": {names.check_name(shape)},\n' for name, shape in pairs if shape)
    return f"{{\n{lines}}}" if lines else "{}"


def _table(entries: Mapping[str | tuple[str, ...], str]) -> str:
    """A dict display; the keys are strings or tuples of strings, the values strings."""
    lines = "".join(f"    {_key(key)}: {text.literal(entries[key])},\n" for key in sorted(entries))
    return f"{{\n{lines}}}"


def _key(key: str | tuple[str, ...]) -> str:
    parts = [text.literal(part) for part in (key if isinstance(key, tuple) else (key,))]
    return f"({', '.join(parts)})" if isinstance(key, tuple) else parts[0]


_TEMPLATES = Templates(
    {
        "checked": collecting(_checked),
        "public_signature": collecting(_public_signature),
        "registry": _registry,
        "signature": collecting(_signature),
        "table": _table,
    }
)
