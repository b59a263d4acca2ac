"""Shapes and their members: what the wire carries and the model demands of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from keyword import iskeyword
from typing import Any, Literal

from botosmith.ir.handled import Direction, Does, Handled

Kind = Literal[
    "structure", "list", "map", "string", "integer", "long", "float", "double", "boolean",
    "blob", "timestamp",
]  # fmt: skip

Form = Literal["value", "stream", "events", "json", "headers", "status"]
"""What a member is on the wire, and so to a user.

- ``value``: a value of its shape, wherever ``location`` puts it.
- ``stream``: the bytes of the body; a response's are read like a file.
- ``events``: an event stream, one structure an event.
- ``json``: any JSON value, which travels as text in a header.
- ``headers``: a map of all headers whose names begin with ``wire_name``.
- ``status``: the HTTP status.
"""

MemberPlace = Literal["request", "response", "nested"]
"""Where a structure stands: it is a whole request, a whole response, or inside of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When a response member is there, by the value of a sibling (``botosmith-1.json``).

    ``rule`` is ``presentWhen`` (must be there then), ``absentWhen`` (must not be there then) or
    ``onlyWhen`` (must not be there otherwise); it holds when member ``sibling`` is in ``values``.
    """

    rule: Literal["presentWhen", "absentWhen", "onlyWhen"]
    sibling: str
    values: tuple[str, ...]

    @property
    def among(self) -> bool:
        """Whether it applies where the sibling has one of the values, or where it has none."""
        return self.rule != "onlyWhen"

    @property
    def present(self) -> bool:
        """Whether the member must be there where the rule applies; it must not otherwise."""
        return self.rule == "presentWhen"

    def applies(self, value: object) -> bool:
        """Whether it applies where the sibling has that value; None where there is no sibling."""
        return (value in self.values) == self.among


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a structure.

    ``required`` is the model's own word; ``required_in`` says where it counts. ``filled_in`` marks
    what botocore fills in when a request leaves it out: an idempotency token, or what ``handled``
    says. ``always_set`` marks what botocore puts into every response, whatever the service sends: a
    payload, an event stream, the status, a map of headers. ``location`` is where REST protocols
    carry the member (``header``, ``headers``, ``querystring``, ``uri``, ``statusCode``); empty
    means the body. ``host_label`` says that it becomes part of the host's name, too.
    """

    name: str
    shape: str
    required: bool
    documentation: str
    location: str = ""
    wire_name: str = ""
    form: Form = "value"
    filled_in: bool = False
    always_set: bool = False
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

    def required_in(self, place: MemberPlace) -> bool:
        """Whether the member must be there, in a structure that stands in that place.

        The model says so, and botocore does not fill it in: it does at the top of a request alone
        (``botocore.handlers.generate_idempotent_uuid``). In a response it is always present then.
        """
        return self.required and not (self.filled_in and place == "request")

    def always_in(self, place: MemberPlace) -> bool:
        """Whether a structure in that place always has the member, once botocore made it.

        The model requires it, or botocore sets it itself. An answer on the wire need not have it.
        """
        return self.required_in(place) or (self.always_set and place == "response")

    def as_handled(self, does: Does) -> Handled | None:
        """What a handler does about the member, if it does that."""
        return self.handled if self.handled is not None and self.handled.does == does else None

    def handled_in(self, side: Direction) -> Handled | None:
        """What a handler does about the member on one side, if it does anything."""
        return self.handled if self.handled is not None and self.handled.side == side else None

    def narrowed(self, shape: Shape) -> Shape:
        """The member's shape with the limits that it has here: the shape itself, if no others.

        A host label is never empty, since that would change the host; nobody knows the size of a
        stream before its end.
        """
        if self.form == "stream":
            return replace(shape, kind="blob", minimum=None, maximum=None)
        if self.host_label and shape.minimum is None:
            return replace(shape, minimum=1)
        return shape


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
    map keys. ``further`` are constraint traits of the runtime's ``CONSTRAINTS``, each with what the
    model says of it. ``is_request`` and ``is_response`` say whether it is the whole of one; it may
    also be nested. A ``document`` is any JSON. A ``union`` has exactly one of its members; if it is
    ``tagged``, botocore knows that, too, and names a member of a response that the model lacks. The
    items of a ``flattened`` list stand in XML with no element around them: an empty one is nothing.
    """

    name: str
    kind: Kind
    documentation: str = ""
    minimum: int | float | None = None
    maximum: int | float | None = None
    pattern: str | None = None
    regex: Regex | None = None
    enum: tuple[str, ...] = ()
    further: tuple[tuple[str, Any], ...] = ()
    members: tuple[Member, ...] = ()
    element: str = ""
    key: str = ""
    union: bool = False
    tagged: bool = False
    document: bool = False
    event_stream: bool = False
    sensitive: bool = False
    sparse: bool = False
    flattened: bool = False
    is_request: bool = False
    is_response: bool = False

    @property
    def structured(self) -> bool:
        """Whether it is a structure whose members the model names."""
        return self.kind == "structure" and not self.document

    @property
    def one_of(self) -> bool:
        """Whether it holds exactly one of its members: a union, or an event of a stream."""
        return self.union or self.event_stream

    @property
    def place(self) -> MemberPlace:
        """The place where its members are required the least."""
        return "request" if self.is_request else "response" if self.is_response else "nested"

    def conditions(self) -> dict[Presence, list[str]]:
        """The rules about siblings, each with the members that follow it."""
        groups: dict[Presence, list[str]] = {}
        for member in self.members:
            for rule in member.presence:
                groups.setdefault(rule, []).append(member.name)
        return groups


def events_of(members: Iterable[Member]) -> tuple[str, ...]:
    """The shapes of the event streams among members."""
    return tuple(member.shape for member in members if member.form == "events")
