"""boto3's resources of a service: the classes behind ``boto3.resource``.

Types are text, as everywhere in the IR. A resource is named by its class with an underscore before
it: classes have methods of such names, which would hide the classes.
"""

from __future__ import annotations

from dataclasses import dataclass

from botosmith.ir.operations import AddedMethod
from botosmith.ir.types import AliasDef, TypedDictDef


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceProperty:
    """An identifier, an attribute, or a reference to other resources."""

    name: str
    annotation: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubResource:
    """A method that makes a resource; ``parameters`` are identifiers with their types."""

    name: str
    resource: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAction:
    """A method that makes one call of the service.

    ``request`` is the type of its parameters, or empty if it takes none. ``operation`` is the name
    of the operation, and of a waiter's method that of the operation that it polls.
    """

    name: str
    operation: str
    request: str
    result: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A property with many resources: ``bucket.objects``.

    boto3 has two classes for it. ``manager_class`` is that of the property, and cannot be iterated;
    ``class_name`` is what ``all`` and ``filter`` return. ``filters`` are ``filter``'s parameters,
    and ``batch_actions`` are made for a whole page at once.
    """

    name: str
    class_name: str
    manager_class: str
    resource: str
    operation: str
    filters: str
    batch_actions: tuple[ResourceAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One class of resources. ``is_service`` marks what ``boto3.resource`` itself returns.

    ``loads`` is the operation behind ``load``, or empty. ``reloads`` says whether it has
    ``reload``, too.
    """

    name: str
    class_name: str
    is_service: bool
    documentation: str
    identifiers: tuple[ResourceProperty, ...]
    attributes: tuple[ResourceProperty, ...]
    references: tuple[ResourceProperty, ...]
    collections: tuple[Collection, ...]
    sub_resources: tuple[SubResource, ...]
    actions: tuple[ResourceAction, ...]
    waiters: tuple[ResourceAction, ...]
    added_methods: tuple[AddedMethod, ...]
    loads: str = ""
    reloads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """All resources of a service: that of the service first, then the others by name.

    ``types`` are those of requests and responses that only resources have.
    """

    meta_class: str
    all: tuple[Resource, ...]
    types: tuple[TypedDictDef | AliasDef, ...]

    @property
    def service(self) -> Resource:
        """What ``boto3.resource`` returns."""
        return self.all[0]
