"""A generated package, imported from wherever it was written, and asked about its types."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, get_type_hints, is_typeddict

from botocore import xform_name
from botosmith_runtime import type_defs
from botosmith_runtime.errors import ServiceError

MODULES = ("checks", "client", "errors", "literals", "paginator", "type_defs", "waiter")


@contextmanager
def imported(directory: Path, name: str) -> Generator[Package]:
    """The package ``name`` of ``directory``, even where another of that name was imported before.

    Afterwards Python has forgotten it: there is no room for all of AWS at once.
    """
    before = _forget(name)
    sys.path.insert(0, str(directory))
    importlib.invalidate_caches()
    try:
        yield Package({module: importlib.import_module(f"{name}.{module}") for module in MODULES})
    finally:
        sys.path.remove(str(directory))
        _forget(name)
        sys.modules.update(before)


def _forget(name: str) -> dict[str, Any]:
    found = [module for module in sys.modules if module == name or module.startswith(f"{name}.")]
    return {module: sys.modules.pop(module) for module in found}


class Package:
    """The modules of a generated package, and what they say once annotations are evaluated."""

    def __init__(self, modules: Mapping[str, Any]) -> None:
        (class_name,) = (
            name
            for name in modules["client"].__all__
            if name.endswith("Client") and not name.endswith("Boto3Client")
        )
        self.modules = modules
        self.client: Any = getattr(modules["client"], class_name)
        self.paginators: Mapping[str, Any] = modules["paginator"].PAGINATORS
        self.waiters: Mapping[str, Any] = modules["waiter"].WAITERS
        self.names: dict[str, Any] = {**vars(modules["literals"]), **vars(modules["type_defs"])}

    def typed_dicts(self) -> list[Any]:
        """Every ``TypedDict`` of ``type_defs``."""
        return [each for each in self.names.values() if is_typeddict(each)]

    def methods(self) -> set[str]:
        """The methods that stand for operations."""
        own: dict[str, Any] = {**vars(self.client.__bases__[0]), **vars(self.client)}
        added = re.compile(r"iter_\w+|get_paginator|get_waiter")
        return {
            name for name, value in own.items()
            if hasattr(value, "__code__") and not added.fullmatch(name)
        }  # fmt: skip

    def method(self, operation: str) -> Any:
        """An operation's method: boto3's name, with one more ``_`` where that is taken."""
        name = xform_name(operation)
        own: dict[str, Any] = {**vars(self.client.__bases__[0]), **vars(self.client)}
        return own[f"{name}_" if f"{name}_" in own else name]

    def takes(self, method: Any) -> Any:
        """The ``TypedDict`` of a method's keyword arguments, None if it takes none."""
        annotation: str = method.__annotations__.get("params", "")
        return self.names.get(annotation.removeprefix("Unpack[").removesuffix("]"))

    def gives(self, method: Any) -> Any:
        """What a method returns, evaluated."""
        names: dict[str, Any] = {"Iterator": Iterator, "Any": Any, "datetime": datetime}
        return eval(method.__annotations__["return"], {**names, **self.names})

    def error_classes(self) -> list[type[ServiceError]]:
        """The classes of modelled errors, without their common base."""
        attributes: dict[str, Any] = {**vars(self.modules["client"].Exceptions)}
        return [each for each in attributes.values() if isinstance(each, type)]

    def attributes(self, error: type[ServiceError]) -> dict[str, Any]:
        """The types of the attributes that an error has beside those of every error."""
        own = type(error.__name__, (), {"__annotations__": error.__annotations__})
        return get_type_hints(own, {**vars(type_defs), **self.names})
