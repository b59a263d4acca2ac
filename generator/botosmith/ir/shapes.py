"""Shapes and their members: how values are sent, and their constraints."""

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
"""What a member is in the HTTP message, and so for a user.

- ``value``: a value of its shape, at its ``location``.
- ``stream``: the bytes of the body; those of a response are read like a file.
- ``events``: an event stream; each event is a structure.
- ``json``: any JSON value, which is sent as text in a header.
- ``headers``: a map of all headers whose names begin with ``wire_name``.
- ``status``: the HTTP status.
"""

MemberPlace = Literal["request", "response", "nested"]
"""Where a structure is used: as a whole request, as a whole response, or inside another shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When a response member is present, by the value of a sibling (``botosmith-1.json``).

    The condition is that the member ``sibling`` has one of ``values``. ``rule`` is ``presentWhen``
    (then present), ``absentWhen`` (then absent) or ``onlyWhen`` (otherwise absent).
    """

    rule: Literal["presentWhen", "absentWhen", "onlyWhen"]
    sibling: str
    values: tuple[str, ...]

    @property
    def among(self) -> bool:
        """Whether the rule applies if the sibling has one of the values, or if it has none."""
        return self.rule != "onlyWhen"

    @property
    def present(self) -> bool:
        """Whether the member must be present if the rule applies; else it must be absent."""
        return self.rule == "presentWhen"

    def applies(self, value: object) -> bool:
        """Whether the rule applies for this value of the sibling; None is for an absent one."""
        return (value in self.values) == self.among


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a structure.

    ``required`` is what the model states; ``required_in`` is what applies in a place. ``filled_in``
    means that botocore adds the member if a request omits it: it is an idempotency token, or
    ``handled`` says so. ``always_set`` means that botocore's parser adds the member to every
    response: a payload, an event stream, the status, a map of headers. ``location`` is the place of
    the member in REST protocols (``header``, ``headers``, ``querystring``, ``uri``,
    ``statusCode``); empty means the body. ``host_label`` means that it is also a part of the host
    name.
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
        """Its names in a request: the model's, and an alias that botocore accepts."""
        found = self.as_handled("takes-alias")
        return (self.name, found.alias) if found else (self.name,)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names that callers can use: no keyword such as ``from``, if there is another name."""
        return tuple(name for name in self.names if not iskeyword(name)) or self.names

    def required_in(self, place: MemberPlace) -> bool:
        """Whether the member is required in a structure that is used in that place.

        The model requires it, and botocore does not add it. botocore only adds members at the top
        level of a request (``botocore.handlers.generate_idempotent_uuid``). A required member of a
        response is always present.
        """
        return self.required and not (self.filled_in and place == "request")

    def always_in(self, place: MemberPlace) -> bool:
        """Whether a structure in that place always has the member, once botocore made it.

        The model requires it, or botocore sets it itself. An answer on the wire need not have it.
        """
        return self.required_in(place) or (self.always_set and place == "response")

    def as_handled(self, does: Does) -> Handled | None:
        """The handler of the member, if it does that; else None."""
        return self.handled if self.handled is not None and self.handled.does == does else None

    def handled_in(self, side: Direction) -> Handled | None:
        """The handler of the member in one direction; None if there is none."""
        return self.handled if self.handled is not None and self.handled.side == side else None

    def narrowed(self, shape: Shape) -> Shape:
        """The member's shape, with limits that depend on how the member is sent.

        A host label is never empty, since that would change the host. A stream has no size limits,
        since its size is not known before its end.
        """
        if self.form == "stream":
            return replace(shape, kind="blob", minimum=None, maximum=None)
        if self.host_label and shape.minimum is None:
            return replace(shape, minimum=1)
        return shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Regex:
    """A pattern of the model in Python's syntax, safe against exponential matching time.

    ``source`` is for ``re.compile(source, re.ASCII).fullmatch``; None if the pattern cannot be
    checked. Text longer than ``longest`` is not matched. ``printable_ascii`` means that all text of
    printable ASCII matches: "any" includes the empty string, "some" does not. ``reason`` is for the
    docs: why the pattern was rewritten, capped or not checked.
    """

    source: str | None
    longest: int | None = None
    printable_ascii: Literal["any", "some"] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape that an operation or an error of the service reaches.

    ``minimum`` and ``maximum`` are limits of a string's characters, a blob's bytes, a list's or
    map's entries, or a number. ``element`` is the name of the shape of list items or map values,
    ``key`` that of map keys. ``further`` are traits of the runtime's ``CONSTRAINTS``, with their
    values in the model. ``is_request`` and ``is_response`` mean that it is a whole request or
    response; it may also be nested. A ``document`` is any JSON. A ``union`` has exactly one of its
    members. If it is ``tagged``, botocore returns the name of a member that the model does not
    have. The items of a ``flattened`` list have no element around them in XML, so an empty list is
    not sent.
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
        """Whether it is a structure with modelled members."""
        return self.kind == "structure" and not self.document

    @property
    def one_of(self) -> bool:
        """Whether it has exactly one of its members: a union, or an event of a stream."""
        return self.union or self.event_stream

    @property
    def place(self) -> MemberPlace:
        """The place that requires the fewest members, of those where the shape is used."""
        return "request" if self.is_request else "response" if self.is_response else "nested"

    def conditions(self) -> dict[Presence, list[str]]:
        """The presence rules, each with the members that depend on it."""
        groups: dict[Presence, list[str]] = {}
        for member in self.members:
            for rule in member.presence:
                groups.setdefault(rule, []).append(member.name)
        return groups


def events_of(members: Iterable[Member]) -> tuple[str, ...]:
    """The shapes of the event streams among members."""
    return tuple(member.shape for member in members if member.form == "events")
