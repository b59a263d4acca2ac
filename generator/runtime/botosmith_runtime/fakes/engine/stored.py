"""Answers from what earlier calls have stored: only put, get, delete and list.

A store knows no service. It has no clock, conditions, filters or visibility: a call with a
parameter that it would ignore is refused.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime.fakes.engine.answers import AnswerSource, success
from botosmith_runtime.fakes.engine.values import copied, isa, recorded
from botosmith_runtime.fakes.failures import RuleError, UnexpectedCallError
from botosmith_runtime.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import Answer
    from botosmith_runtime.fakes.engine.matching import CallParameters
    from botosmith_runtime.fakes.engine.operations import FakedOperation

More = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]
"""More members of a response, or a function that returns them for an item or a list of items."""


class Entry(NamedTuple):
    """What a put has stored: the values of the key, and the item."""

    key: dict[str, Any]
    item: dict[str, Any]


class Entries:
    """The items of a store, by their keys. Several threads may make calls at the same time."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        """``parts`` are the names of the key's parts."""
        self.parts = parts
        self.lock = threading.RLock()
        self.entries: dict[str, Entry] = {}
        self.given: set[str] = set()
        """The names of members that some operation returns."""
        self.gives_all = False
        self._made = 0

    def new_name(self) -> str:
        """A new value for the part of a key that the store generates."""
        with self.lock:
            self._made += 1
            return f"{self._made:08x}-0000-4000-8000-{self._made:012x}"


class Place(NamedTuple):
    """Where an operation has the parts of a key and the item.

    ``key`` has a path for each part. ``item`` is a path, or empty if the whole is the item.
    """

    key: Mapping[str, str]
    item: str
    names: Mapping[str, str]
    """By member, its name in the store, if that differs."""
    ignores: frozenset[str]


class StoredAnswer(AnswerSource):
    """The base class: one operation on a store."""

    why_unused = ""
    """Why a parameter may be unused, for messages."""

    def __init__(
        self, operation: FakedOperation, entries: Entries, place: Place, more: More | None
    ) -> None:
        """Raise RuleError if the operation lacks a member that ``place`` names."""
        self.operation = operation
        self.entries = entries
        self.place = place
        self._more: Any = more
        shape = operation.model.input_shape
        for path in place.key.values():
            shape_at(operation, shape, path, "takes")
        for name in place.ignores:
            shape_at(operation, shape, name, "takes")

    def look(self, call: CallParameters) -> None:
        """Raise UnexpectedCallError for a parameter that would be ignored."""
        used = self._used() | self.place.ignores | set(call.added)
        if ignored := [name for name in call.passed if name not in used]:
            names = ", ".join(ignored)
            raise UnexpectedCallError(
                f"{self.operation.method}: a store does nothing with {names}{self.why_unused}; "
                "write a rule for calls with it, or let the store ignore it: "
                f"ignores={tuple(ignored)!r}"
            )

    def _used(self) -> set[str]:
        return {path.partition(".")[0] for path in self.place.key.values()}

    def key(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """The parts of the key that a request has."""
        found = {part: value_at(sent, path) for part, path in self.place.key.items()}
        return {part: value for part, value in found.items() if value is not None}

    def answer(self, response: Mapping[str, Any], of: Any, request_id: str) -> Answer:
        """The answer with a response, and with the members that the test adds to it."""
        more: Any = self._more
        if callable(more):
            more = more(copied(of))
        checked = self.operation.checked({**(more or {}), **response})
        return success(self.operation, checked, request_id)


class StoredPut(StoredAnswer):
    """Keeps the item of a request."""

    why_unused = ", which no gets() or lists() of it returns"

    def __init__(
        self,
        operation: FakedOperation,
        entries: Entries,
        place: Place,
        more: More | None,
        new: str | None,
    ) -> None:
        """``new`` is a part of the key that the store generates."""
        super().__init__(operation, entries, place, more)
        self._new = new
        self._shape = shape_at(operation, operation.model.input_shape, place.item, "takes")

    def _used(self) -> set[str]:
        if self.place.item:
            return super()._used() | {self.place.item.partition(".")[0]}
        names = self.place.names
        kept = {name for name in self._shape.members if names.get(name, name) in self.entries.given}
        return super()._used() | (set(self._shape.members) if self.entries.gives_all else kept)

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """Store the item; it replaces an item with the same key."""
        item: Any = recorded(value_at(sent, self.place.item))
        names = self.place.names
        ignored = self.place.ignores
        item = {names.get(k, k): value for k, value in item.items() if k not in ignored}
        key = self.key(sent)
        if self._new is not None:
            key[self._new] = self.entries.new_name()
        if missing := [part for part in self.entries.parts if part not in key]:
            raise UnexpectedCallError(
                f"{self.operation.method}: the key has no {', '.join(missing)}"
            )
        with self.entries.lock:
            self.entries.entries[text_of(key, self.entries.parts)] = Entry(copied(key), item)
        members = self.operation.members
        return self.answer({k: v for k, v in key.items() if k in members}, item, request_id)


class StoredGet(StoredAnswer):
    """Returns an item, or removes it."""

    def __init__(
        self,
        operation: FakedOperation,
        entries: Entries,
        place: Place,
        more: More | None,
        missing: AnswerSource | None,
        *,
        removes: bool,
    ) -> None:
        """``missing`` is the answer if there is no item; by default an empty response."""
        super().__init__(operation, entries, place, more)
        self._missing = missing
        self._removes = removes
        if not removes:
            self._target = shape_at(operation, operation.output, place.item, "answers with")
            register_given(entries, self._target, place.names)

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The item that has the request's key."""
        text = text_of(self.key(sent), self.entries.parts)
        with self.entries.lock:
            found = self.entries.entries.get(text)
            if self._removes:
                self.entries.entries.pop(text, None)
        if found is None:
            if self._missing is not None:
                return self._missing.give(sent, request_id)
            return success(self.operation, self.operation.checked({}), request_id)
        if self._removes:
            return self.answer({}, found.item, request_id)
        shown = seen(found, self._target, self.place.names)
        response = {self.place.item: shown} if self.place.item else shown
        return self.answer(response, {**found.key, **found.item}, request_id)


class StoredList(StoredAnswer):
    """Gives all items whose keys have the parts that a request names."""

    def __init__(
        self, operation: FakedOperation, entries: Entries, place: Place, more: More | None
    ) -> None:
        """``place.item`` is the response's list."""
        super().__init__(operation, entries, place, more)
        listed = shape_at(operation, operation.output, place.item, "answers with")
        if listed.type_name != "list" or listed.member.type_name not in ("structure", "map"):
            raise RuleError(f"{operation.name}: {place.item} is not a list of items")
        self._target = listed.member
        register_given(entries, self._target, place.names)

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The matching items, in the order in which they were first put."""
        key = self.key(sent)
        with self.entries.lock:
            found = [one for one in self.entries.entries.values() if key.items() <= one.key.items()]
        items = [seen(one, self._target, self.place.names) for one in found]
        more = [{**one.key, **one.item} for one in found]
        return self.answer({self.place.item: items} if items else {}, more, request_id)


def seen(entry: Entry, shape: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """An entry as an operation returns it: a map whole, a structure with the members it has."""
    if shape.type_name == "map":
        return dict(entry.item)
    known = {**entry.key, **entry.item}
    stored = {member: names.get(member, member) for member in shape.members}
    return {member: known[name] for member, name in stored.items() if name in known}


def register_given(entries: Entries, shape: Any, names: Mapping[str, str]) -> None:
    """Register the members that an operation returns, so that a put may contain them."""
    with entries.lock:
        if shape.type_name == "map":
            entries.gives_all = True
        else:
            entries.given |= {names.get(member, member) for member in shape.members}


def shape_at(operation: FakedOperation, shape: Any, path: str, does: str) -> Any:
    """The shape at a path such as ``Key.Id``; RuleError if there is none. A map has every key."""
    for name in path.split(".") if path else ():
        members: Any = getattr(shape, "members", ())
        if shape is not None and shape.type_name == "map":
            shape = shape.value
        elif shape is not None and name in members:
            shape = members[name]
        else:
            near = did_you_mean(nearest(name, (*members,)))
            raise RuleError(f"{operation.name} {does} no {path}{near}")
    if shape is None:
        raise RuleError(f"{operation.name} {does} nothing")
    return shape


def value_at(value: Any, path: str) -> Any:
    """The value at a path; None if there is none."""
    for name in path.split(".") if path else ():
        value = value.get(name) if isa(value, Mapping) else None
    return value


def text_of(key: Mapping[str, Any], parts: Collection[str]) -> str:
    """A key as text, for any types of its values."""
    return json.dumps([key.get(part) for part in parts], sort_keys=True, default=repr)
