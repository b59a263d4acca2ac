"""The base classes of boto3's resources, as types.

Generated ``service_resource`` modules have a class for each resource. They are the types of what
``boto3.resource`` makes. None of them is ever made itself: this library imports no boto3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

ClientT = TypeVar("ClientT")
MetaT = TypeVar("MetaT")
ResourceT = TypeVar("ResourceT")
CollectionT = TypeVar("CollectionT")


class ResourceMeta(Generic[ClientT]):
    """``resource.meta``: the client of a resource, and its data."""

    service_name: str
    identifiers: list[str]
    client: ClientT
    data: dict[str, Any] | None
    """The attributes, as the service returned them; None until something loads them."""


class ServiceResource(Generic[MetaT]):
    """A resource: it has identifiers, and attributes that are loaded when one of them is read."""

    meta: MetaT

    def get_available_subresources(self) -> list[str]:
        """The names of the methods that make other resources from this one."""
        raise NotImplementedError


class CollectionManager(Generic[ResourceT, CollectionT]):
    """A property with many resources, such as ``bucket.objects``.

    It is not iterable: ``all`` and ``filter`` return what can be iterated.
    """

    def all(self) -> CollectionT:
        """All resources."""
        raise NotImplementedError

    def limit(self, count: int) -> CollectionT:
        """At most so many resources."""
        raise NotImplementedError

    def page_size(self, count: int) -> CollectionT:
        """All resources, at most so many for each call of the service."""
        raise NotImplementedError

    def pages(self) -> Iterator[list[ResourceT]]:
        """The resources of each page."""
        raise NotImplementedError


def no_resources(service: str, package: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of the ``service_resource`` of a service without resources.

    It raises ImportError for a name that somebody imports, and says what to use instead.
    """

    def absent(name: str) -> Any:
        if name.startswith("__"):  # Python and its tools look for these
            raise AttributeError(name)
        raise ImportError(
            f"{package}.service_resource has no {name}: boto3 has no resources of {service}. Use a "
            f"client: that of boto3.client({service!r}), or of {package}.connect()"
        )

    return absent
