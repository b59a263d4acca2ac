"""Renders ``resource_type_defs.py`` and its stub: the types that only resources have.

They are not in ``type_defs``, since programs with clients alone do not need them.
"""

from __future__ import annotations

from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.stubs import condensed
from botosmith.package.types.definitions import TEMPLATES

PLAIN_VALUES = ("ConditionBaseImportTypeDef", "TableAttributeValueTypeDef")
"""The runtime's types for DynamoDB's plain values, which are exported where they are used."""


def type_defs(subject: Subject) -> str | None:
    """The text of ``resource_type_defs.py``; None if the service has no resources."""
    return _type_defs(subject, stub=False)


def stub(subject: Subject) -> str | None:
    """The text of ``resource_type_defs.pyi``; None if the service has no resources."""
    text = _type_defs(subject, stub=True)
    return None if text is None else condensed(text)


def _type_defs(subject: Subject, *, stub: bool) -> str | None:
    found = subject.service.resources
    if found is None:
        return None
    shared = {"botosmith_runtime.tables": PLAIN_VALUES}
    imports = homes.imports(subject, shared, here=".resource_type_defs", lazy=False)
    fields = [field for one in found.types for field in getattr(one, "fields", ())]
    plain = [name for name in PLAIN_VALUES if any(name in field.annotation for field in fields)]
    for name in plain:
        imports.load(name)
    return TEMPLATES.module(
        "resources/resource_type_defs.py",
        subject,
        imports,
        types=found.types,
        stub=stub,
        documented=not stub,
        exported={*plain, *(definition.name for definition in found.types)},
    )
