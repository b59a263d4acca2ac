"""Values for readers: valid and short, with strings that show their meaning.

A request contains the required members. If it requires none, it contains an identifying member, but
none that could make the call fail, such as a condition. A response contains somewhat more members,
and fewer at each level. If a string such as ``example-database`` breaks the pattern, a plain sample
is used.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timezone
from functools import lru_cache
from random import Random
from typing import Any

from botosmith import ir
from botosmith.samples import Sampler
from botosmith.samples.draft import Draft
from botosmith.samples.problems import NoSample
from botosmith.samples.realistic_texts import texts

_ENOUGH = 36  # values in a sample; after that, only required members are added
_REQUEST = (1, 2, 1, 1)  # how many members at each depth, if fewer are required
_RESPONSE = (8, 6, 3, 1)
_UNINFORMATIVE = re.compile(
    r"(next|continuation|pagination|page|client|request|starting)+_?-?(token|marker)"
    r"|marker|dry_?run|(is)?truncated|hasmore\w*|exclusivestart\w+|lastevaluated\w+|requestid",
    re.IGNORECASE,
)
# Request members that require a certain state, or another form of the response.
_DEMANDING = re.compile(
    r"^[Ii]f(?=[A-Z_])|(?<=[a-z])If(?=[A-Z])|^(?i:expected|condition)"
    r"|(?i:token|etag|(en|de)coding(type)?|delimiter|owners?(aws)?(account)?(ids?)?)$"
    r"|(?i:checksum|md5|crc(32|64)|sha(1|256))",
)
_IDENTIFYING = re.compile(r"(?:identifier|id|name|arn)s?$", re.IGNORECASE)
_READING = re.compile(r"(?:BatchGet|Check|Count|Describe|Get|List|Query|Scan|Search)(?![a-z])")
_FOREMOST = re.compile(r"(?:id|name|arn|status|state)$", re.IGNORECASE)
_CREATED, _CHANGED = (datetime(2026, 1, day, 9, 30, tzinfo=timezone.utc) for day in (15, 16))
_STATES = (
    "ACTIVE", "AVAILABLE", "RUNNING", "SUCCEEDED", "COMPLETED", "COMPLETE", "SUCCESS", "ENABLED",
    "READY",
)  # fmt: skip
_GOOD_STATES = {state: rank for rank, state in enumerate(_STATES)}
_LAST = len(_GOOD_STATES)


class RealisticSampler(Sampler):
    """Samples of one service that are meant to be read."""

    def __init__(self, service: ir.Service) -> None:
        super().__init__(service)
        self.arn_service = service.name
        self.arns = service.arns

    def request(self, operation: str, *, full: bool = True) -> dict[str, Any]:
        """Parameters by names that can be written as keyword arguments."""
        request = super().request(operation, full=full)
        members = self.shapes[self._operations[operation].input].members if request else ()
        usual = {member.name: member.arguments[0] for member in members}
        return {usual.get(name, name): value for name, value in request.items()}

    def response(self, operation: str, *, full: bool = True) -> dict[str, Any]:
        """A response whose ``Content-Length``, if it has one, is that of its body."""
        response = super().response(operation, full=full)
        members = self.shapes[self._operations[operation].output].members if response else ()
        bodies = [response[m.name] for m in members if m.form == "stream" and m.name in response]
        for member in members:
            if member.wire_name.lower() == "content-length" and member.name in response and bodies:
                response[member.name] = len(bodies[0])
        return response

    def _draft(self, random: Random, direction: ir.Direction, status: int) -> Draft:
        return _RealisticDraft(self, random, direction, status)


class _RealisticDraft(Draft):
    def __init__(
        self, sampler: RealisticSampler, random: Random, direction: ir.Direction, status: int
    ) -> None:
        super().__init__(sampler.shared, random, direction, status)
        self._arn_service = sampler.arn_service
        self._arns = sampler.arns
        self._name = ""

    def _drawn(self, shape: ir.Shape, *, full: bool) -> Any:
        if self._retries:
            return super()._drawn(shape, full=full)
        match shape.kind:
            case "string" if shape.enum:
                found = _best_state(shape.enum)
                if _fits(shape, found):
                    return self._counted(shape, found)
            case "string":
                for text in texts(self._name, self._owner(), self._arn_service, self._arns):
                    if _fits(shape, text):
                        return self._counted(shape, text)
            case "blob":
                if (shape.minimum or 0) <= len(b"example") <= (shape.maximum or len(b"example")):
                    return self._counted(shape, b"example")
            case "boolean":
                return self._counted(shape, True)
            case "timestamp":
                return self._counted(shape, _moment(self._name))
            case "integer" | "long" | "float" | "double":
                number = 10 if "max" in self._name.lower() else 1
                least, most = shape.minimum, shape.maximum
                if (least is None or least <= number) and (most is None or number <= most):
                    return self._counted(shape, number)
            case "structure" if shape.document:
                return self._counted(shape, {"key": "value"})
            case _:
                pass
        return super()._drawn(shape, full=full)

    def _counted(self, shape: ir.Shape, value: Any) -> Any:
        self._spend(shape)
        return value

    def _owner(self) -> str:
        return self._open[-1] if self._open else ""

    def _member(self, member: ir.Member, *, full: bool) -> Any:
        outer, self._name = self._name, member.name
        try:
            if member.form == "json":
                return {"key": "value"}
            if (found := member.as_handled("decodes")) and self._direction == found.side:
                return self._counted(self._shapes[member.shape], found.given())
            if member.form == "stream":
                return self.value(self._shapes[member.shape], full=full)
            return super()._member(member, full=full)
        finally:
            self._name = outer

    def _map(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:
        self._name = "Value"
        key = next(
            (one for one in ("example-key", "key") if _fits(self._shapes[shape.key], one)), ""
        )
        if not full or not key or self._shapes[shape.key].enum or (shape.minimum or 0) > 1:
            return super()._map(shape, full=full)
        try:
            return {key: self.value(self._shapes[shape.element], full=full)}
        except NoSample:
            return super()._map(shape, full=full)

    def _union(self, shape: ir.Shape, *, full: bool) -> dict[str, Any]:  # noqa: ARG002
        return super()._union(shape, full=False)

    def _optional(self, shape: ir.Shape) -> Collection[str]:
        """The first few members, those without nested structures first."""
        asked = self._direction == "input"
        most = (_REQUEST if asked else _RESPONSE)[min(len(self._open), 4) - 1]
        required = [member for member in shape.members if self._is_required(member)]
        if asked and (labels := {member.name for member in shape.members if member.host_label}):
            return labels  # without them the host name is incomplete
        if self._values > _ENOUGH or len(required) >= most or (asked and required):
            return ()
        others = [member for member in shape.members if self._is_informative(member)]
        plain = [member for member in others if self._is_plain(member)]
        if asked and len(self._open) == 1:
            naming = [member for member in plain if _IDENTIFYING.search(member.name)]
            if naming or _READING.match(shape.name):
                naming.sort(key=lambda member: _kinship(member.name, self._owner()))
                return {member.name for member in naming[:most]}
        if not plain and (asked or len(self._open) > 2):
            plain, others = others[:1], []
        if not asked:
            plain.sort(key=lambda member: _rank(member.name, self._owner()))
            deep = [member for member in others if not self._is_plain(member)]
            # Members in headers are mostly about the transport, not about the resource.
            plain = sorted([*plain, *deep], key=lambda member: member.location != "")
        return {member.name for member in plain[: most - len(required)]}

    def _is_informative(self, member: ir.Member) -> bool:
        if member.required or member.deprecated or _UNINFORMATIVE.fullmatch(member.name):
            return False
        in_request = self._direction == "input"
        return not (in_request and (member.filled_in or _DEMANDING.search(member.name)))

    def _is_plain(self, member: ir.Member) -> bool:
        shape = self._shapes[member.shape]
        if shape.kind == "list":
            shape = self._shapes[shape.element]
        return shape.kind not in ("structure", "list", "map")


def _rank(name: str, owner: str) -> int:
    """Identifiers of the resource come first, then its attributes, then other identifiers."""
    if match := _FOREMOST.search(name):
        return 0 if name[: match.start()].lower() in owner.lower() else 2
    return 1


def _kinship(name: str, owner: str) -> bool:
    """False, which sorts first, for an identifier of the resource that a request is about."""
    return _IDENTIFYING.sub("", name).lower() not in owner.lower()


def _moment(name: str) -> datetime:
    changed = re.search(r"(?i)end|expir|last|updat|modif|stop|until", name)
    return _CHANGED if changed else _CREATED


@lru_cache(maxsize=256)
def _best_state(values: tuple[str, ...]) -> str:
    return min(values, key=lambda one: _GOOD_STATES.get(one.upper(), _LAST))


def _fits(shape: ir.Shape, text: str) -> bool:
    if not (shape.minimum or 0) <= len(text) <= (shape.maximum or len(text)):
        return False
    if shape.enum:
        return text in shape.enum
    source = shape.regex.source if shape.regex else None
    return source is None or _compiled(source).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.ASCII)
