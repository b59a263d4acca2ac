"""The intermediate representation: one service, as the templates print it.

Types, checks, fakes and docs are all rendered from these classes, so a fact is worked out once,
in ``build``. Everything is frozen; shapes refer to each other by name, never by reference, so that
recursive shapes need no care and a service can be compared, hashed by content and sent to another
process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "structure", "list", "map", "string", "integer", "long", "float", "double", "boolean",
    "blob", "timestamp",
]  # fmt: skip

Direction = Literal["input", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When a response member is there, told by the value of a sibling (``botosmith-1.json``).

    ``rule`` is ``presentWhen`` (must be there then), ``absentWhen`` (must not be there then) or
    ``onlyWhen`` (must not be there otherwise); it holds when member ``sibling`` is in ``values``.
    """

    rule: Literal["presentWhen", "absentWhen", "onlyWhen"]
    sibling: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a structure.

    ``required`` is the model's own word. ``filled_in`` marks an idempotency token that botocore
    makes up when the caller leaves it out. ``location`` is where REST protocols carry the member
    (``header``, ``headers``, ``querystring``, ``uri``, ``statusCode``); empty means the body.
    ``host_label`` says that it becomes part of the host's name, too.
    """

    name: str
    shape: str
    required: bool
    documentation: str
    location: str = ""
    wire_name: str = ""
    filled_in: bool = False
    json_value: bool = False
    streaming: bool = False
    event_stream: bool = False
    host_label: bool = False
    repeated_header: bool = False
    deprecated: bool = False
    presence: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regex:
    """What a pattern of the model's means in Python, made safe against explosion.

    ``source`` is for ``re.compile(source, re.ASCII).fullmatch``, None where the pattern cannot be
    checked. Longer text than ``longest`` is not matched. ``printable_ascii`` says that all text of
    printable ASCII matches, "any" with the empty one, "some" without it. ``reason`` is for the
    docs: why the pattern was rewritten, capped or given up.
    """

    source: str | None
    longest: int | None = None
    printable_ascii: Literal["any", "some"] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape that an operation or an error of the service reaches.

    ``minimum`` and ``maximum`` count characters of a string, bytes of a blob, entries of a list or
    map, or bound a number. ``element`` names the shape of list items or map values, ``key`` that of
    map keys. ``union`` structures hold exactly one member.
    """

    name: str
    kind: Kind
    documentation: str = ""
    minimum: int | float | None = None
    maximum: int | float | None = None
    pattern: str | None = None
    regex: Regex | None = None
    enum: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    element: str = ""
    key: str = ""
    union: bool = False
    document: bool = False
    event_stream: bool = False
    sensitive: bool = False
    sparse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDictField:
    """One key of a generated ``TypedDict``; ``annotation`` is without ``NotRequired``."""

    name: str
    annotation: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDictDef:
    """A generated ``TypedDict``.

    ``functional`` asks for the call syntax, for keys that cannot stand in a class body. ``final``
    marks one alternative of a tagged union, which lets type checkers narrow by ``in``.
    """

    name: str
    shape: str
    documentation: str
    fields: tuple[TypedDictField, ...]
    functional: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasDef:
    """A named union of generated types."""

    name: str
    shape: str
    documentation: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralDef:
    """An enumeration, as a ``Literal``."""

    name: str
    shape: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A line of a method's docstring: a request parameter or a response member."""

    name: str
    annotation: str
    required: bool
    documentation: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. ``request`` and ``response`` are names of generated types.

    ``request`` is empty when the operation takes no parameters; ``input`` and ``output`` are the
    names of its shapes, empty where the model has none.
    """

    name: str
    method: str
    wire_method: str
    documentation: str
    http_method: str
    request_uri: str
    input: str
    output: str
    request: str
    response: str
    parameters: tuple[Parameter, ...]
    returns: tuple[Parameter, ...]
    errors: tuple[str, ...]
    deprecated: bool = False
    privileges: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()
    success_status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorField:
    """A modelled member of an error, as an attribute of its class."""

    name: str
    attribute: str
    annotation: str
    documentation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A modelled error. ``derived_status`` says that the model is silent and ``fault`` decided."""

    name: str
    class_name: str
    code: str
    http_status: int
    derived_status: bool
    documentation: str
    fields: tuple[ErrorField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginator:
    """A paginator, and what ``iter_<operation>`` yields where its pages hold one list of items."""

    name: str
    method: str
    operation: str
    class_name: str
    request: str
    page: str
    item: str = ""
    result_key: str = ""
    other_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptor:
    """What a waiter makes of an answer: ``state`` is success, failure or retry."""

    state: str
    matcher: str
    argument: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A waiter: polls ``operation`` every ``delay`` seconds, ``max_attempts`` times at the most."""

    name: str
    method: str
    operation: str
    operation_method: str
    class_name: str
    request: str
    documentation: str
    delay: int
    max_attempts: int
    acceptors: tuple[Acceptor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """Cookie authentication: ``name`` pairs with the request member ``peer_member``."""

    name: str
    peer_member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """How a service is reached and the caller known, where botocore's own way is not it.

    ``signature_version`` is what requests are signed with, whatever botocore would choose.
    """

    signature_version: str = ""
    endpoint_required: bool = False
    region: str = ""
    bearer: bool = False
    cookie: Cookie | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of the model, as it travels inside the generated package."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that is printed about one service, sorted by name."""

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
