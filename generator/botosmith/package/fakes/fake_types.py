"""Prints ``fake_types.py``: the data and filters of its template."""

from __future__ import annotations

from botosmith import ir
from botosmith.package.fakes.faking import faking
from botosmith.package.literals.literals import definition
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.templates import Templates, collecting
from botosmith.package.types.definitions import TEMPLATES, alternatives

_HOMES: homes.Homes = {
    "botosmith_runtime.fakes": ["Matching"],
    "botosmith_runtime.fakes.types": ["ErrorOrClass"],
}


def fake_types(subject: Subject) -> str:
    """The text of ``fake_types.py``."""
    fake = subject.once(faking)
    imports = homes.imports(subject, _HOMES, here=".fake_types", lazy=False)
    return _TEMPLATES.module(
        "fakes/fake_types.py",
        subject,
        imports,
        exported=fake.names,
        types=fake.types,
        stub=False,
        documented=False,
        definitions=TEMPLATES.get("types/definitions"),
        aliases=fake.aliases,
    )


def _defined(imports: Imports, alias: ir.LiteralDef | ir.AliasDef) -> str:
    """The assignment that names a union or a literal type."""
    if isinstance(alias, ir.LiteralDef):
        return definition(imports, alias)
    return alternatives(imports, alias)


_TEMPLATES = Templates({"defined": collecting(_defined)})
