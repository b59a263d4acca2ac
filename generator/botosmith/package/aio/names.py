"""The modules of the names that modules of ``aio/`` import."""

from __future__ import annotations

from botosmith import ir
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports

_ASYNCHRONOUS: homes.Homes = {
    "botosmith_runtime.aio.types": ["EventStream", "StreamingBody"],
    "collections.abc": ["AsyncIterator"],
}
_STREAMS = ("EventStream[", "StreamingBody")


def streaming(service: ir.Service) -> list[ir.TypedDictDef]:
    """The responses with a stream, which is another class for code that awaits."""
    return [
        definition
        for definition in service.types
        if isinstance(definition, ir.TypedDictDef)
        and any(field.annotation.startswith(_STREAMS) for field in definition.fields)
    ]


def imports(subject: Subject, own: homes.Homes, *, here: str = "", lazy: bool = True) -> Imports:
    """The collector of a module's imports; ``own`` has the names that only it uses.

    Names of the package come from the synchronous modules, a level up, except for those that
    ``aio/`` defines itself.
    """
    service = subject.service
    parents = homes.of_package(service, parent="..", but={".paginator", ".waiter"})
    defined: homes.Homes = {
        ".client": [service.class_name, "connect"],
        ".type_defs": [definition.name for definition in subject.once(streaming)],
        "..client": ["Exceptions", "SERVICE"],
    }
    found = {**_ASYNCHRONOUS, **own}
    return homes.collector(parents, defined, found, here=here, lazy=lazy)
