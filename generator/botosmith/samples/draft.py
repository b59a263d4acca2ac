"""Draws one sample: a value of a shape, member by member."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Collection
from functools import cached_property
from random import Random
from typing import Any

from botosmith_runtime.constraints import broken

from botosmith import ir
from botosmith.models import limits
from botosmith.samples import scalars
from botosmith.samples.presence import Assignment, assignments
from botosmith.samples.problems import NoSample
from botosmith.samples.sizes import ranks, size

_UNRULED = Assignment()
_ATTEMPTS = 100
_SMALL = 400  # values; in a larger sample, no structure is repeated in full


class Shared:
    """Shared by all samples of one service: its shapes, and the results of earlier samples."""

    def __init__(self, service: ir.Service) -> None:
        self.shapes = {shape.name: shape for shape in service.shapes}
        self.errors = frozenset(error.name for error in service.errors)
        self.ruled = frozenset(
            shape.name for shape in service.shapes if any(m.presence for m in shape.members)
        )
        self._service = service
        self._sizes: dict[str, int] = {}
        self.unsampled: dict[str, str] = {}  # why a shape has no valid value
        self.impossible: dict[str, NoSample] = {}  # unions that have no valid value
        self.spent = 0  # approximate number of characters in all samples so far

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The size of each shape's smallest value; few services need it."""
        return ranks(self._service.shapes)

    def size(self, shape: ir.Shape) -> int:
        """The size of a value of the shape, without its parts."""
        found = self._sizes.get(shape.name)
        if found is None:
            found = self._sizes[shape.name] = size(shape)
        return found


class Draft:
    """Draws one sample."""

    def __init__(
        self, shared: Shared, random: Random, direction: ir.Direction, status: int
    ) -> None:
        self.size = 0  # approximate number of characters
        self._shared = shared
        self._shapes = shared.shapes
        self._random = random
        self._direction: ir.Direction = direction
        self._status = status
        self._open: list[str] = []  # the enclosing structures, the outermost first
        self._seen: set[str] = set()
        self._values = 0
        self._depth = 0
        self._detours = 0
        self._retries = 0  # how many enclosing values are being drawn again

    def value(self, shape: ir.Shape, *, full: bool) -> Any:
        """A value of a shape; it is drawn again if it breaks a further constraint."""
        if not shape.further:  # most shapes
            return self._drawn(shape, full=full)
        further = dict(shape.further)
        value = self._tried(
            lambda: self._drawn(shape, full=full), lambda value: not any(broken(value, further))
        )
        for _, expected in broken(value, further):
            raise NoSample(shape.name, f"none was found with {expected}")
        return value

    def _tried(self, draw: Callable[[], Any], fits: Callable[[Any], bool]) -> Any:
        """What ``draw`` returns; it is called again, up to a limit, until the value fits."""
        value = draw()
        for _ in range(_ATTEMPTS):
            if fits(value):
                break
            self._retries += 1
            try:
                value = draw()
            finally:
                self._retries -= 1
        return value

    def _drawn(self, shape: ir.Shape, *, full: bool) -> Any:
        self._spend(shape)
        if shape.document:
            return scalars.document(self._random)
        if shape.kind not in ("structure", "list", "map"):
            return scalars.value(shape, self._random)
        self._depth += 1
        try:
            full = full and self._has_room()
            match shape.kind:
                case "structure":
                    return self._structure(shape, full=full)
                case "list":
                    return self._list(shape, full=full)
                case _:
                    return self._map(shape, full=full)
        finally:
            self._depth -= 1

    def _spend(self, shape: ir.Shape) -> None:
        self._values += 1
        self.size += self._shared.size(shape)

    def _has_room(self) -> bool:
        """Whether optional parts may still be added."""
        return (
            self._depth <= limits.SAMPLE_DEPTH
            and self.size <= limits.SAMPLE
            and self._shared.spent + self.size <= limits.SAMPLES
        )

    def note(self, problem: NoSample) -> None:
        """Record why a shape has no value, unless it was only left out to end a recursion."""
        if not problem.endless:
            self._shared.unsampled[problem.shape] = problem.reason

    def _structure(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:
        inside_itself = self._open.count(shape.name)
        if inside_itself > 1:
            self._detours += 1
            raise NoSample(shape.name, "it requires itself, without end", endless=True)
        if full and (inside_itself or (shape.name in self._seen and self._values > _SMALL)):
            full = False
        self._seen.add(shape.name)
        self._open.append(shape.name)
        try:
            return self._union(shape, full=full) if shape.union else self._members(shape, full=full)
        finally:
            self._open.pop()

    def _union(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:
        """Any member in a full value; else the simplest one, which also ends recursion."""
        if shape.name in self._shared.impossible:
            raise self._shared.impossible[shape.name]
        members = list(shape.members)
        if full:
            self._random.shuffle(members)
        elif self._detours < limits.DETOURS and self._has_room():
            members.sort(key=lambda member: self._shapes[member.shape].kind == "structure")
        else:
            ranks = self._shared.ranks
            members.sort(key=lambda member: ranks.get(member.shape, math.inf))
        result: dict[str, Any] = {}
        problem = NoSample(shape.name, "a union without members")
        for member in members:
            problem = self._add(result, member, full=full) or problem
            if result:
                return result
        if not problem.endless:
            self._shared.impossible[shape.name] = problem
        raise problem

    def _add(self, result: dict[str, Any], member: ir.Member, *, full: bool) -> NoSample | None:
        """Add a member to a structure, or return why it has no value."""
        try:
            result[member.name] = self._member(member, full=full)
        except NoSample as problem:
            self.note(problem)
            return problem
        return None

    def _members(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:
        assignment = self._assignment(shape, full=full)
        optional = self._optional(shape) if full else ()
        place = self._place()
        result: dict[str, Any] = {}
        for member in shape.members:
            required = member.required_in(place) or member.name in assignment.present
            wanted = required or (member.always_set and place == "response")
            wanted = wanted or (member.name in optional and self._has_room())
            if member.name in assignment.absent or not wanted:
                continue
            if member.name in assignment.values:
                result[member.name] = assignment.values[member.name]
            elif (problem := self._add(result, member, full=full)) and required:
                raise problem
        return result

    def _optional(self, shape: ir.Shape) -> Collection[str]:
        """The members that a full value contains in addition to the required ones."""
        return {member.name for member in shape.members}

    def _assignment(self, shape: ir.Shape, *, full: bool) -> Assignment:
        """The effect of presence rules: a random choice among the best ways to obey them."""
        if shape.name not in self._shared.ruled:
            return _UNRULED
        required = {member.name for member in shape.members if self._is_required(member)}
        ways = list(assignments(shape, self._shapes, required, self._random))
        if not ways:
            raise NoSample(shape.name, "its presence rules exclude each other")
        sizes = [
            len(shape.members) - len(way.absent) if full else len(required | way.present)
            for way in ways
        ]
        best = max(sizes) if full else min(sizes)
        return self._random.choice(
            [way for way, size in zip(ways, sizes, strict=True) if size == best]
        )

    def _is_required(self, member: ir.Member) -> bool:
        return member.required_in(self._place())

    def _place(self) -> ir.MemberPlace:
        """The place of the innermost open structure."""
        if len(self._open) > 1:
            return "nested"
        return "request" if self._direction == "input" else "response"

    def _member(self, member: ir.Member, *, full: bool) -> Any:
        shape = self._shapes[member.shape]
        match member.form:
            case "events":
                return self._events(shape, full=full)
            case "json":
                return scalars.document(self._random)
            case "status":
                return self._status
            case _:
                pass
        if handled := member.handled_in(self._direction):
            fixed = handled.example or handled.value
            if fixed:  # such as a document that is sent as a string
                return fixed
        if member.filled_in:
            return scalars.token(shape, self._random)
        if member.form == "stream" and self._direction == "output":
            from botocore.response import StreamingBody  # only imported for streams

            content = scalars.value(shape, self._random)
            return StreamingBody(io.BytesIO(content), len(content))
        return self.value(shape, full=full)

    def _events(self, shape: ir.Shape, *, full: bool) -> list[dict[str, Any]]:
        """The events of an event stream: each once, without errors."""
        events = [one for one in shape.members if one.shape not in self._shared.errors]
        return [{event.name: self._member(event, full=full)} for event in events]

    def _list(self, shape: ir.Shape, *, full: bool) -> list[Any]:
        count = _count(shape, full=full)
        element = self._shapes[shape.element]
        try:
            items: list[Any] = []
            while len(items) < count:
                items.append(self._item(shape, items, element, full=full))
            return items
        except NoSample as problem:
            if shape.minimum:
                raise
            self.note(problem)
            return []

    def _item(self, shape: ir.Shape, before: list[Any], element: ir.Shape, *, full: bool) -> Any:
        """Another item of a list; if possible, the list still obeys its further constraints."""
        if not shape.further:
            return self.value(element, full=full)
        further = dict(shape.further)
        return self._tried(
            lambda: self.value(element, full=full),
            lambda item: not any(broken([*before, item], further)),
        )

    def _map(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:
        count = _count(shape, full=full)
        element = self._shapes[shape.element]
        try:
            keys = scalars.distinct(self._shapes[shape.key], count, self._random)
            return {key: self.value(element, full=full) for key in keys}
        except NoSample as problem:
            if shape.minimum:
                raise
            self.note(problem)
            return {}


def _count(shape: ir.Shape, *, full: bool) -> int:
    least = int(shape.minimum or 0)
    if shape.maximum is not None and least > shape.maximum:
        raise NoSample(shape.name, f"its minimum {least} is above its maximum {shape.maximum}")
    return least if not full or shape.maximum == 0 else max(least, 1)
