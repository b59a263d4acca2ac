"""What the services in reach have: operations, waiters, and which of them are slices of others."""

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
    """The library's services, a slice of one standing for the whole."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known = frozenset(library.all_services())
        self._own = library.own_services()
        self.home = cache(self._home)
        self._methods = cache(self._methods_of)
        self._waiters = cache(self._waiters_of)

    def _home(self, service: str) -> str | None:
        """The service that a slice was cut from, and any other itself; None if nobody knows it."""
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
        """What a method of the service's client calls; ``iter_`` is of our own clients."""
        if helped := HELPERS.get((service, method)):
            return helped
        methods = self._methods(service)
        return frozenset([name for one in spellings(method) if (name := methods.get(one))][:1])

    def waiter_operations(self, service: str, waiter: str) -> frozenset[str]:
        """What a waiter of the service, or of a slice that was given one, calls."""
        return frozenset(filter(None, [self._waiters(service).get(waiter)]))

    def takes(
        self, service: str, operation: str, names: Iterable[str], *, all_of_them: bool
    ) -> bool:
        """Whether these can be the parameters of an operation, or even all of them."""
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
    """The names that boto3's method may have; ``iter_`` is of botosmith's own clients."""
    return method.removesuffix("_"), method, method.removeprefix("iter_")


def takes(
    document: dict[str, Any], operation: str, names: Iterable[str], *, all_of_them: bool
) -> bool:
    """Whether these can be parameters of an operation in a model, or even all of them."""
    name = document["operations"][operation].get("input", {}).get("shape")
    shape = document["shapes"].get(name, {})
    needed = {*shape.get("required", ())} if all_of_them else set[str]()
    return needed <= {*names} <= {*shape.get("members", {})}


def waiters_of(model: Model) -> dict[str, str]:
    """The names that ``get_waiter`` takes, and the operation that each calls."""
    waiters: dict[str, Any] = model.document("waiters-2").get("waiters", {})
    return {boto3_name(name): str(each["operation"]) for name, each in waiters.items()}
