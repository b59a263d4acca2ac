"""Renders ``service_resource.py`` and its stub: the data and filters of their template."""

from __future__ import annotations

from botosmith import ir
from botosmith.package.client.client import added_entry
from botosmith.package.python import homes, prose
from botosmith.package.python.code import Brackets, item, subscript
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import deepened, defined, signature
from botosmith.package.python.stubs import condensed, outdented
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botocore.client": ["BaseClient"],
    "botosmith_runtime.resources": [
        *("CollectionManager", "ResourceMeta", "ServiceResource"),
        "no_resources",
    ],
    "botosmith_runtime.tables": ["BatchWriter"],
    "botosmith_runtime.transfers": ["CopySource", "Readable", "TransferConfig", "Writable"],
    "os": ["PathLike"],
    "typing": ["TYPE_CHECKING"],
}


def resources(subject: Subject) -> str | None:
    """The text of ``service_resource.py``; None if the service has no resources."""
    return _resources(subject, stub=False)


def stub(subject: Subject) -> str | None:
    """The text of ``service_resource.pyi``; None if the service has no resources."""
    found = _resources(subject, stub=True)
    return None if found is None else condensed(found)


def absent(subject: Subject) -> str:
    """The text of ``service_resource.py`` of a service without resources.

    Without it, a type checker that ignores missing modules would take every import for ``Any``.
    """
    imports = homes.imports(subject, _HOMES, here=".service_resource", lazy=False)
    imports.load("TYPE_CHECKING")
    return _TEMPLATES.module("resources/absent.py", subject, imports, exported=[])


def _resources(subject: Subject, *, stub: bool) -> str | None:
    found = subject.service.resources
    if found is None:
        return None
    own = {
        **_HOMES,
        ".resource_type_defs": [definition.name for definition in found.types],
    }
    collections = [one for resource in found.all for one in resource.collections]
    return _TEMPLATES.module(
        "resources/service_resource.py",
        subject,
        homes.imports(subject, own, here=".service_resource", lazy=not stub),
        exported=[
            found.meta_class,
            *(resource.class_name for resource in found.all),
            *(one.class_name for one in collections),
            *(one.manager_class for one in collections),
        ],
        resources=found,
        collections=collections,
        stub=stub,
        awaited=False,
    )


def _sub_resource(one: ir.SubResource, stub: bool) -> str:
    """``def Object(self, key: str) -> _Object: ...``."""
    parameters = ["self", *(f"{name}: {type_}" for name, type_ in one.parameters)]
    return defined(Brackets(f"def {one.name}", parameters), one.resource, stub)


def _parameters(imports: Imports, annotation: str, stub: bool) -> str:
    """``**params: Unpack[annotation],``."""
    unpacked = subscript(imports.use("Unpack"), imports.use(annotation))
    return deepened(item("**params: ", unpacked, ",", 8 if stub else 12), stub)


def _quoted(name: str, stub: bool) -> str:
    """A name that is defined further down: in quotes, but not in a stub."""
    return name if stub else f'"{name}"'


_TEMPLATES = Templates(
    {
        "added_entry": added_entry,
        "deep_parameters": collecting(_parameters),
        "deep_signature": collecting(signature),
        "deep_sub_resource": _sub_resource,
        "listed": prose.item,
        "outdented": outdented,
        "quoted": _quoted,
        "subscript": subscript,
    }
)
