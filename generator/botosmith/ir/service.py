"""The service as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from botosmith_runtime.error_codes import CommonError

from botosmith.ir.operations import AddedMethod, Error, Operation, Paginator, Waiter
from botosmith.ir.shapes import Shape
from botosmith.ir.types import AliasDef, LiteralDef, TypedDictDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """Cookie authentication: ``name`` pairs with the request member ``peer_member``."""

    name: str
    peer_member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """How a service is reached and the caller known, where botocore's own way is not it.

    ``signature_version`` is what requests are signed with, whatever botocore would choose.
    ``token_documentation`` says where access tokens come from, in the model's words.
    """

    signature_version: str = ""
    endpoint_required: bool = False
    region: str = ""
    bearer: bool = False
    token_documentation: str = ""
    cookie: Cookie | None = None

    @property
    def outside_aws(self) -> bool:
        """Whether the caller is known by something else than AWS credentials."""
        return self.bearer or self.cookie is not None

    @property
    def scheme(self) -> str:
        """The scheme of every request: ``bearer``, ``v2``, ``v4`` or, for cookies, ``none``.

        Empty where botocore chooses.
        """
        if self.outside_aws:
            return "bearer" if self.bearer else "none"
        return self.signature_version

    @property
    def parameter(self) -> str:
        """The parameter of ``connect`` that takes what authenticates; empty for AWS credentials."""
        if not self.outside_aws:
            return ""
        return "token" if self.bearer else "cookie"

    @property
    def options(self) -> str:
        """The runtime's name for the type of what ``connect`` takes."""
        if not self.endpoint_required:
            return "ConnectOptions"
        return "EndpointOptions" if self.outside_aws else "SignedEndpointOptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of the model, as it travels inside the generated package."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A page about operations that belong together; ``documentation`` is the model's."""

    name: str
    title: str
    documentation: str
    operations: tuple[str, ...]
    structures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A pattern that has a name among the service's authors, such as "Single-line string"."""

    name: str
    pattern: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page elsewhere with more documentation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that is printed about one service, sorted by name.

    ``origin`` names the model that this one was cut from; ``common_errors`` are those that AWS's
    services answer with whatever an operation declares. ``arns`` are ARNs that its endpoint rules
    take, by what they are of, such as ``stream``. ``botocore`` is the version that ships the model;
    it is empty for all other models.
    """

    name: str
    api_version: str
    service_id: str
    title: str
    class_name: str
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

    @property
    def callable_operations(self) -> tuple[Operation, ...]:
        """The operations that clients have a method for."""
        return tuple(one for one in self.operations if not one.uncallable)

    @property
    def aliases(self) -> dict[str, str]:
        """What else operations take for a member's name, by operation."""
        members = {shape.name: shape.members for shape in self.shapes}
        return {
            operation.name: found.alias
            for operation in self.operations
            for member in members.get(operation.input, ())
            if (found := member.as_handled("takes-alias"))
        }

    @property
    def decoded(self) -> dict[tuple[str, str], str]:
        """The encodings of members that clients see decoded, by structure and member."""
        return {
            (shape.name, member.name): found.encoding
            for shape in self.shapes
            for member in shape.members
            if (found := member.as_handled("decodes"))
        }
