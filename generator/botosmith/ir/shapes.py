"""Shapes and their members: what the wire carries and the model demands of it."""

from __future__ import annotations

from dataclasses import dataclass
from keyword import iskeyword
from typing import Literal

Kind = Literal[
    "structure", "list", "map", "string", "integer", "long", "float", "double", "boolean",
    "blob", "timestamp",
]  # fmt: skip

Direction = Literal["input", "output"]

Does = Literal[
    "decodes", "gives-none", "fills-in", "takes-alias", "takes-bytes", "takes-fields",
    "takes-path",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When a response member is there, by the value of a sibling (``botosmith-1.json``).

    ``rule`` is ``presentWhen`` (must be there then), ``absentWhen`` (must not be there then) or
    ``onlyWhen`` (must not be there otherwise); it holds when member ``sibling`` is in ``values``.
    """

    rule: Literal["presentWhen", "absentWhen", "onlyWhen"]
    sibling: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What a handler of botocore's makes of a member (``handlers`` in the service's facts).

    ``side`` is that of the payload which is not as the model says. ``type`` is what the client
    gives for text in ``encoding``, ``example`` such text. ``value`` is filled in; ``fields`` are
    the keys of the dict that it takes for text, with whether they are required; ``alias`` is
    another name that it takes for the member.
    """

    does: Does
    side: Direction
    type: str = ""
    encoding: str = ""
    example: str = ""
    alias: str = ""
    value: str = ""
    fields: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a structure.

    ``required`` is the model's own word. ``filled_in`` marks what botocore fills in when the caller
    leaves it out: an idempotency token, or what ``handled`` says. ``location`` is where REST
    protocols carry the member (``header``, ``headers``, ``querystring``, ``uri``, ``statusCode``);
    empty means the body. ``host_label`` says that it becomes part of the host's name, too.
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
    handled: Handled | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in a request: the model's, and what else botocore takes for it."""
        found = self.as_handled("takes-alias")
        return (self.name, found.alias) if found else (self.name,)

    @property
    def arguments(self) -> tuple[str, ...]:
        """Those of its names that callers may use; without such as ``from``, if another will do."""
        return tuple(name for name in self.names if not iskeyword(name)) or self.names

    def as_handled(self, does: Does) -> Handled | None:
        """What a handler does about the member, if it does that."""
        return self.handled if self.handled is not None and self.handled.does == does else None


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
