"""Facts about the available services: operations, waiters, and which are slices of others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Library, Model
from botosmith.names import boto3_name
from botosmith.tools.slice.helpers import HELPERS


class Services:
    """The library's services; a slice counts as the service that it was cut from."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known = frozenset(library.all_services())
        self._own = library.own_services()
        self.home = cache(self._home)
        self._methods = cache(self._methods_of)
        self._waiters = cache(self._waiters_of)

    def _home(self, service: str) -> str | None:
        """The service that a slice was cut from, or the service itself; None if it is unknown."""
        if service not in self._known:
            return None
        passed = {service}
        while service in self._own:
            origin = self._library.read(service).document(EXTRAS).get("origin")
            whole = str(origin.get("service")) if is_object(origin) else service
            if whole in passed or whole not in self._known:
                break
            passed.add(whole)
            service = whole
        return service

    def operations(self, service: str, method: str) -> frozenset[str]:
        """The operations that a client's method calls; botosmith's clients have ``iter_``, too."""
        if helped := HELPERS.get((service, method)):
            return helped
        methods = self._methods(service)
        return frozenset([name for one in spellings(method) if (name := methods.get(one))][:1])

    def waiter_operations(self, service: str, waiter: str) -> frozenset[str]:
        """The operation that a waiter of the service, or of its slices, calls."""
        return frozenset(filter(None, [self._waiters(service).get(waiter)]))

    def takes(
        self, service: str, operation: str, names: Iterable[str], *, all_of_them: bool
    ) -> bool:
        """Whether an operation can have these parameters; or only these, if ``all_of_them``."""
        document = self._library.read(service).document(SERVICE_MODEL)
        return takes(document, operation, names, all_of_them=all_of_them)

    def _methods_of(self, service: str) -> dict[str, str]:
        operations = self._library.read(service).document(SERVICE_MODEL)["operations"]
        return {boto3_name(name): name for name in operations}

    def _waiters_of(self, service: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in [*(own for own in self._own if self.home(own) == service), service]:
            found |= waiters_of(self._library.read(one))
        known = {*self._methods(service).values()}
        return {name: operation for name, operation in found.items() if operation in known}


def spellings(method: str) -> tuple[str, ...]:
    """The names of boto3's method for a method's name, which may begin with ``iter_``."""
    return method.removesuffix("_"), method, method.removeprefix("iter_")


def takes(
    document: dict[str, Any], operation: str, names: Iterable[str], *, all_of_them: bool
) -> bool:
    """Whether an operation can have these parameters; or only these, if ``all_of_them``."""
    name = document["operations"][operation].get("input", {}).get("shape")
    shape = document["shapes"].get(name, {})
    needed = {*shape.get("required", ())} if all_of_them else set[str]()
    return needed <= {*names} <= {*shape.get("members", {})}


def waiters_of(model: Model) -> dict[str, str]:
    """The names of waiters for ``get_waiter``, each with the operation that it calls."""
    waiters: dict[str, Any] = model.document("waiters-2").get("waiters", {})
    return {boto3_name(name): str(each["operation"]) for name, each in waiters.items()}
