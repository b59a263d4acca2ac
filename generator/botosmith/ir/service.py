"""The service as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from botosmith_runtime.error_codes import CommonError

from botosmith.ir.operations import AddedMethod, Error, Operation, Paginator, Waiter
from botosmith.ir.resources import Resources
from botosmith.ir.shapes import Shape
from botosmith.ir.types import AliasDef, LiteralDef, TypedDictDef

ResponseKeys = Literal["model", "present"]
"""Which keys of whole responses types require, besides those that botocore itself always sets.

- ``model``: those that the model requires.
- ``present``: nearly all, as types-boto3 has it; not tokens of pages, nor lists that are nothing in
  XML when they are empty.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """Cookie authentication: the cookie ``name`` goes with the request member ``peer_member``."""

    name: str
    peer_member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """A service's endpoint and authentication, if they differ from botocore's default.

    ``signature_version`` overrides the one that botocore would choose. ``token_documentation`` says
    where access tokens come from, in the words of the model's author.
    """

    signature_version: str = ""
    endpoint_required: bool = False
    region: str = ""
    bearer: bool = False
    token_documentation: str = ""
    cookie: Cookie | None = None

    @property
    def outside_aws(self) -> bool:
        """Whether the caller authenticates with something other than AWS credentials."""
        return self.bearer or self.cookie is not None

    @property
    def scheme(self) -> str:
        """The scheme of every request: ``bearer``, ``v2``, ``v4`` or, for cookies, ``none``.

        Empty if botocore chooses.
        """
        if self.outside_aws:
            return "bearer" if self.bearer else "none"
        return self.signature_version

    @property
    def parameter(self) -> str:
        """The parameter of ``connect`` for the token or cookie; empty for AWS credentials."""
        if not self.outside_aws:
            return ""
        return "token" if self.bearer else "cookie"

    @property
    def options(self) -> str:
        """The name of the runtime's type for the options of ``connect``."""
        if not self.endpoint_required:
            return "ConnectOptions"
        return "EndpointOptions" if self.outside_aws else "SignedEndpointOptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of the model, as the generated package contains it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A page about related operations; ``documentation`` comes from the model."""

    name: str
    title: str
    documentation: str
    operations: tuple[str, ...]
    structures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A pattern that has a name in the service's documentation, such as "Single-line string"."""

    name: str
    pattern: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An external page with more documentation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that is printed about one service, sorted by name.

    ``class_name`` is the class of ``connect``'s client, ``plain_class`` that of plain clients, and
    ``plain_exceptions`` that of their ``exceptions``.
    ``origin`` is the name of the model that this one was cut from. ``common_errors`` are errors
    that any operation may return, even if it does not declare them. ``arns`` are ARNs that its
    endpoint rules accept, by the kind of resource, such as ``stream``. ``botocore`` is the version
    that ships the model; it is empty for all other models.
    """

    name: str
    api_version: str
    service_id: str
    title: str
    class_name: str
    plain_class: str
    plain_exceptions: str
    package: str
    distribution: str
    protocol: str
    documentation: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]
    literals: tuple[LiteralDef, ...]
    types: tuple[TypedDictDef | AliasDef, ...]
    errors: tuple[Error, ...]
    paginators: tuple[Paginator, ...]
    waiters: tuple[Waiter, ...]
    authentication: Authentication
    error_message: str
    repeated_headers: tuple[str, ...]
    files: tuple[ModelFile, ...]
    added_methods: tuple[AddedMethod, ...] = ()
    topics: tuple[Topic, ...] = ()
    glossary: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    common_errors: tuple[CommonError, ...] = ()
    origin: str = ""
    arns: tuple[tuple[str, str], ...] = ()
    botocore: str = ""
    response_keys: ResponseKeys = "model"
    resources: Resources | None = None

    @property
    def callable_operations(self) -> tuple[Operation, ...]:
        """The operations that clients have a method for."""
        return tuple(one for one in self.operations if not one.uncallable)

    @property
    def aliases(self) -> dict[str, str]:
        """By operation, another name that botocore accepts for a member."""
        members = {shape.name: shape.members for shape in self.shapes}
        return {
            operation.name: found.alias
            for operation in self.operations
            for member in members.get(operation.input, ())
            if (found := member.as_handled("takes-alias"))
        }

    @property
    def decoded(self) -> dict[tuple[str, str], str]:
        """By structure and member, the encodings of members that botocore decodes."""
        return {
            (shape.name, member.name): found.encoding
            for shape in self.shapes
            for member in shape.members
            if (found := member.as_handled("decodes"))
        }
