"""Strategies for whole requests and responses, which draw member by member."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cache
from io import BytesIO
from typing import Any

from botocore.eventstream import EventStream
from botocore.response import StreamingBody
from hypothesis import assume
from hypothesis import strategies as st

from botosmith_runtime.fakes.adapters.botocore.responses import opened_events
from botosmith_runtime.fakes.engine.values import Events
from botosmith_runtime.strategies.facts import DrawnMember, DrawnShape, DrawnShapes
from botosmith_runtime.strategies.presence import Way, ways
from botosmith_runtime.strategies.scalars import DECODED, DOCUMENTS, Strategy, scalar

_ATTEMPTS = 20
_LARGE = 60  # values in a payload; after that, only required members are added
_MEMBERS = 16  # the most optional members of a structure that may be drawn
_FEW = 5  # the most items of a list beyond the required number


class Payloads:
    """The strategies of one service, and cached strategies for shared parts."""

    def __init__(self, package: str) -> None:
        self.shapes = DrawnShapes(package)
        self.scalar = cache(self._scalar)
        self.keys = cache(self._keys)
        self.ways = cache(self._ways)
        self._package = package

    def requests(self, shape: str) -> Strategy:
        """Requests of that shape; ValueError if there is none."""
        return _requests(self, self._possible(shape))

    def responses(self, shape: str | None, status: int) -> Strategy:
        """Responses of that shape, or without members; ValueError if there is none."""
        return _responses(self, self._possible(shape) if shape else None, status)

    def _possible(self, name: str) -> DrawnShape:
        shape = self.shapes[name]
        if shape.depth == float("inf"):
            raise ValueError(f"the model of {self._package} allows no valid {name}")
        return shape

    def _scalar(self, name: str, place: str) -> Strategy:
        return scalar(self.shapes[name], place)

    def _keys(self, name: str, place: str, least: int, most: int) -> Strategy:
        keys = self.scalar(name, place).filter(self.shapes[name].rule.holds)
        return st.lists(keys, unique=True, min_size=least, max_size=most)

    def _ways(self, name: str) -> st.SearchStrategy[Way]:
        return st.sampled_from(ways(self.shapes[name], self.shapes))


@st.composite
def _requests(draw: st.DrawFn, payloads: Payloads, shape: DrawnShape) -> dict[str, Any]:
    # botocore adds the idempotency tokens at the top level of a request.
    return _Draft(draw, payloads).structure(shape, shape.required - shape.made_up)


@st.composite
def _responses(
    draw: st.DrawFn, payloads: Payloads, shape: DrawnShape | None, status: int
) -> dict[str, Any]:
    draft = _Draft(draw, payloads, status)
    payload = draft.structure(shape, shape.required | shape.always) if shape else {}
    # A model may define a member of that name; then the checks expect the model's shape.
    if not shape or "ResponseMetadata" not in {member.name for member in shape.members}:
        payload["ResponseMetadata"] = {
            "RequestId": "00000000-0000-4000-8000-000000000000",
            "HTTPStatusCode": status,
            "HTTPHeaders": dict[str, str](),
            "RetryAttempts": 0,
        }
    return payload


@st.composite
def _one_or_none(
    draw: st.DrawFn, make: Callable[..., Any], arguments: tuple[Any, ...]
) -> list[Any]:
    """A separate strategy, so that hypothesis can remove the choice together with its value."""
    return [make(*arguments)] if draw(st.booleans()) else []


def _tried(draw: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """What ``draw`` returns; it is called again, up to a limit, until ``holds`` accepts it."""
    value = draw()
    for _ in range(_ATTEMPTS):
        if holds(value):
            break
        value = draw()
    return value


class _Draft:
    """Draws one payload; ``status`` is the HTTP status of a response."""

    def __init__(self, draw: st.DrawFn, payloads: Payloads, status: int | None = None) -> None:
        self._draw = draw
        self._payloads = payloads
        self._shapes = payloads.shapes
        self._status = status
        self._left = _LARGE

    def structure(self, shape: DrawnShape, required: frozenset[str]) -> dict[str, Any]:
        """The required members and some of the others; for a union, one member."""
        if shape.union:
            return self._union(shape)
        way = self._draw(self._payloads.ways(shape.name)) if shape.presence else Way()
        wanted = required | way.present
        possible = self._some([m.name for m in shape.members if m.name not in wanted | way.absent])
        result: dict[str, Any] = {}
        for member in shape.members:
            if member.name in way.values:
                result[member.name] = way.values[member.name]
            elif member.name in way.others:
                result[member.name] = self._other_text(member, way.others[member.name])
            elif member.name in wanted:
                result[member.name] = self._member(member)
            elif member.name in possible:
                for value in self._perhaps(self._member, member):
                    result[member.name] = value
        return result

    def _some(self, names: list[str]) -> Container[str]:
        """All names, or a selection if there are very many."""
        if len(names) <= _MEMBERS or self._left <= 0:
            return names
        some: list[str] = self._draw(st.lists(st.sampled_from(names), max_size=_MEMBERS))
        return some

    def _union(self, shape: DrawnShape) -> dict[str, Any]:
        members = shape.members
        if self._left <= 0:
            members = [min(members, key=lambda one: self._shapes.depth(one.shape))]
        member = self._draw(st.sampled_from(members))
        return {member.name: self._member(member)}

    def _other_text(self, member: DrawnMember, known: frozenset[str]) -> str:
        texts = self._payloads.scalar(member.shape, member.place)
        holds = self._shapes[member.shape].rule.holds
        other: str = self._draw(texts.filter(lambda text: text not in known and holds(text)))
        return other

    def _member(self, member: DrawnMember) -> Any:
        match member.place:
            case "json":
                return self._draw(DOCUMENTS)
            case "decoded":
                return self._draw(DECODED)
            case "events":
                return self._events(self._shapes[member.shape])
            case "statusCode" if self._status:
                return self._status
            case "stream" if self._status:
                content = self._draw(st.binary())
                return StreamingBody(BytesIO(content), len(content))
            case place:
                return self._value(self._shapes[member.shape], place)

    def _value(self, shape: DrawnShape, place: str) -> Any:
        """A value of a shape; it is drawn again if it breaks a further constraint."""
        value = _tried(lambda: self._drawn(shape, place), shape.rule.holds)
        assume(shape.rule.holds(value))
        return value

    def _drawn(self, shape: DrawnShape, place: str) -> Any:
        self._left -= 1
        match shape.kind:
            case "structure":
                return self.structure(shape, shape.required)
            case "list":
                return self._list(shape, place)
            case "map":
                return self._map(shape, place)
            case _:
                return self._draw(self._payloads.scalar(shape.name, place))

    def _list(self, shape: DrawnShape, place: str) -> list[Any]:
        least, most = self._sizes(shape)
        items: list[Any] = []
        while len(items) < least:
            items.append(
                _tried(
                    lambda: self._element(shape, place),
                    lambda item: shape.rule.holds([*items, item]),
                )
            )
        while len(items) < most and (more := self._perhaps(self._element, shape, place)):
            items += more
        while len(items) > least and not shape.rule.holds(items):
            items.pop()
        return items

    def _map(self, shape: DrawnShape, place: str) -> dict[str, Any]:
        keys = self._draw(self._payloads.keys(shape.key, place, *self._sizes(shape)))
        return {key: self._element(shape, place) for key in keys}

    def _element(self, shape: DrawnShape, place: str) -> Any:
        if shape.sparse and self._draw(st.booleans()):
            return None
        return self._value(self._shapes[shape.element], place)

    def _sizes(self, shape: DrawnShape) -> tuple[int, int]:
        """The smallest and the largest size of a list or map here."""
        least = int(shape.rule.minimum)
        parts = [shape.element, *([shape.key] if shape.key else [])]
        if self._left <= 0 or self._shapes.depth(*parts) == float("inf"):
            return least, least
        return least, int(min(shape.rule.maximum, least + _FEW))

    def _perhaps(self, make: Callable[..., Any], *arguments: Any) -> list[Any]:
        """A list with the result of ``make``, or an empty list; empty once the payload is large."""
        return self._draw(_one_or_none(make, arguments)) if self._left > 0 else []

    def _events(self, shape: DrawnShape) -> EventStream[Any]:
        """An event stream without error events."""
        events: list[Any] = []
        while len(events) < _FEW and (more := self._perhaps(self._union, shape)):
            events += more
        return opened_events(Events(events, frozenset()))
