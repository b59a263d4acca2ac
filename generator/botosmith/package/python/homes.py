"""The modules of the names that generated modules import.

This module has the names that several folders use. A name that only one folder uses is in that
folder.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from botosmith import ir, names
from botosmith.build.annotations import COMMON_TYPES
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports

Homes = Mapping[str, Iterable[str]]
"""Names, by the module that defines them."""

_SHARED: Homes = {
    "__future__": ["annotations"],
    "botocore.response": ["StreamingBody"],
    "botosmith_runtime.compat": ["EventStream", "NotRequired", "ReadOnly", "Self", "Unpack"],
    "collections.abc": ["Callable", "Iterable", "Iterator", "Mapping", "Sequence"],
    "datetime": ["datetime"],
    "typing": ["Any", "Literal", "NoReturn", "Protocol", "TypedDict", "Union", "final", "overload"],
}


def imports(subject: Subject, homes: Homes, *, here: str = "", lazy: bool = True) -> Imports:
    """The collector of a module's imports; ``homes`` has the names that only its folder uses."""
    return Imports(subject.once(_known) | _by_name(homes), here=here, lazy=lazy)


def collector(*homes: Homes, here: str, lazy: bool) -> Imports:
    """The collector for a module of a folder in the package; of two homes of a name, the last."""
    found = _by_name(_SHARED)
    for one in homes:
        found |= _by_name(one)
    return Imports(found, here=here, lazy=lazy)


def of_package(service: ir.Service, *, parent: str = "", but: Container[str] = ()) -> Homes:
    """The names that a package's modules define; ``parent`` is the package, seen from a folder.

    Modules in ``but`` are those of the folder itself.
    """
    found: Homes = {
        ".": ["errors"],
        ".client": [service.class_name, service.plain_class, "connect", "register"],
        ".literals": [
            names.CLIENT_METHOD_LITERAL,
            *(definition.name for definition in service.literals),
        ],
        ".paginator": [paginator.class_name for paginator in service.paginators],
        ".type_defs": [*COMMON_TYPES, *(definition.name for definition in service.types)],
        ".waiter": [waiter.class_name for waiter in service.waiters],
    }
    if not parent:
        return found
    return {
        module if module in but else parent + module.removeprefix("."): defined
        for module, defined in found.items()
    }


def _known(service: ir.Service) -> dict[str, str]:
    return _by_name({**_SHARED, **of_package(service)})


def _by_name(homes: Homes) -> dict[str, str]:
    return {name: module for module, found in homes.items() for name in found}
