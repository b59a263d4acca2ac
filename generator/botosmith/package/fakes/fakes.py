"""What ``fakes.py`` is printed with."""

from __future__ import annotations

from botosmith import names, text
from botosmith.package.fakes.errors import FieldedErrors
from botosmith.package.fakes.faking import FakeOperation, faking
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.layout import WIDTH, broken
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botosmith_runtime.error_codes": ["BareStatus"],
    "botosmith_runtime.errors": ["ServiceError"],
    "botosmith_runtime.fakes": ["ABSENT", "ANY", "Fake", "Pages", "Raises", "Rule", "error"],
    "botosmith_runtime.fakes.types": ["EmptyAnswer", "HTTPFailure"],
}


def fakes(subject: Subject) -> str:
    """The text of ``fakes.py``."""
    fake = subject.once(faking)
    imports = homes.imports(subject, {**_HOMES, ".fake_types": fake.names}, here=".fakes")
    shared = [imports.load(name) for name in ("ABSENT", "ANY", "error")]
    return _TEMPLATES.module(
        "fakes/fakes.py",
        subject,
        imports,
        exported=[*shared, fake.class_name, *(operation.rule for operation in fake.operations)],
        fake=fake,
        fixture=names.fake_fixture(subject.service.package),
    )


def _rule_header(imports: Imports, operation: FakeOperation) -> str:
    """The first line of a rule's class, whose bases know what its other methods take."""
    load, use = imports.load, imports.use
    request = use(operation.operation.request or "dict[str, Any]")
    bases = [f'{load("Rule")}["{request}", "{use(operation.answer)}"]']
    if not operation.fielded:
        taken = _raised(imports, operation) or use("NoReturn")
        bases.append(f'{load("Raises")}["{taken}"]')
    if operation.paginated:
        bases.append(f'{load("Pages")}["{use(operation.overrides)}"]')
    line = f"class {operation.rule}({', '.join(bases)}):"
    if len(line) <= WIDTH:
        return line
    if len(f"    {', '.join(bases)}") <= WIDTH:
        return f"class {operation.rule}(\n    {', '.join(bases)}\n):"
    lines = "".join(f"    {broken(base, 4, after=1)},\n" for base in bases)
    return f"class {operation.rule}(\n{lines}):"


def _raised(imports: Imports, operation: FakeOperation) -> str:
    """What ``raises`` takes for errors that need no fields."""
    return " | ".join(map(imports.use, operation.raised))


def _error_argument(imports: Imports, fielded: FieldedErrors) -> str:
    """What ``raises`` takes for errors with fields: their names, codes or classes."""
    if fielded.types:
        return " | ".join(map(imports.use, fielded.types))
    (error,) = fielded.errors
    known = ", ".join(text.literal(name) for name in dict.fromkeys((error.name, error.code)))
    literal, errors = imports.use("Literal"), imports.use("errors")
    return f"{literal}[{known}] | type[{errors}.{error.class_name}]"


def _union_argument(union: str) -> str:
    """The argument ``error`` of a method, which takes some types, broken as ruff would."""
    line = f"error: {union},"
    if len(line) + 8 <= WIDTH:
        return line
    if len(union) + 12 <= WIDTH:
        parts = union
    elif union.startswith("Literal["):
        # Before the last one only: a literal may hold what looks like another.
        first, last = union.rsplit(" | ", maxsplit=1)
        parts = f"{broken(first, 12)}\n            | {last}"
    else:
        parts = union.replace(" | ", "\n            | ")
    return f"error: (\n            {parts}\n        ),"


_TEMPLATES = Templates(
    {
        "error_argument": collecting(_error_argument),
        "raised": collecting(_raised),
        "rule_header": collecting(_rule_header),
        "union_argument": _union_argument,
    }
)
