"""Stores, as tests write them: rules whose answers come from what earlier calls have put."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from botosmith_runtime.fakes.engine.errors import raised
from botosmith_runtime.fakes.engine.stored import (
    Entries,
    Entry,
    Place,
    StoredGet,
    StoredList,
    StoredPut,
    text_of,
)
from botosmith_runtime.fakes.engine.values import copied
from botosmith_runtime.fakes.failures import RuleError

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.errors import ServiceError
    from botosmith_runtime.fakes.engine.answers import AnswerSource
    from botosmith_runtime.fakes.engine.operations import FakedOperation
    from botosmith_runtime.fakes.engine.stored import More

    class Answering(Protocol):
        """A rule that takes a source of answers."""

        def answered_by(self, make: Callable[[FakedOperation, Any], AnswerSource]) -> Self: ...


RuleT = TypeVar("RuleT", bound="Answering")


class Store(Mapping[tuple[Any, ...], Mapping[str, Any]]):
    """Items that calls put, get, delete and list by a key::

        objects = fake.store("Bucket", "Key")
        objects.puts(fake.put_object())
        objects.gets(fake.get_object(), missing="NoSuchKey")
        objects.deletes(fake.delete_object())
        objects.lists(fake.list_objects_v2(), "Contents")

    Each of these methods adds an answer to the rule and returns the rule. The rule may have
    conditions, and other answers before this one. Everything is validated against the model at
    once.

    The store knows no service: it has no time, conditions, filters, pages or visibility. A call
    with a parameter that the store would ignore raises UnexpectedCallError. A test reads the store
    as a mapping: ``objects["bucket", "key"]["Body"]``.

    All the methods take these:

    - ``item``: the member that is the item, such as ``Item`` in DynamoDB. Without it, the item is
      the whole request or response.
    - ``key``: the path to a part of the key, if no member has that name: ``{"Id": "Key.Id"}``.
    - ``names``: for a member, the name in the store, if operations name it differently:
      ``{"MessageBody": "Body"}``.
    - ``ignores``: parameters to ignore.
    - ``answer``: more members of the response, or a function that returns them for the item; for
      ``lists``, for the list of items.
    """

    def __init__(self, *parts: str) -> None:
        if not parts or not all(type(part) is str for part in parts):
            raise RuleError('a store has a key: fake.store("Bucket", "Key")')
        self._entries = Entries(parts)

    def puts(
        self,
        rule: RuleT,
        *,
        item: str = "",
        key: Mapping[str, str] | None = None,
        new: str | None = None,
        names: Mapping[str, str] | None = None,
        ignores: Collection[str] = (),
        answer: More | None = None,
    ) -> RuleT:
        """Store the item of each call; ``new`` is a part of the key that the store generates.

        The response contains those parts of the key that are members of it.
        """
        if new is not None:
            self._part(new)

        def make(operation: FakedOperation, _: Any) -> StoredPut:
            parts = [part for part in self._entries.parts if part != new]
            inside = f"{item}." if item else ""
            place = self._place(operation, parts, item, key, names, ignores, inside)
            return StoredPut(operation, self._entries, place, answer, new)

        return rule.answered_by(make)

    def gets(
        self,
        rule: RuleT,
        *,
        missing: str | type[ServiceError] | None,
        item: str = "",
        key: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        ignores: Collection[str] = (),
        answer: More | None = None,
    ) -> RuleT:
        """Answer with the item that has the key of the call.

        If there is none, ``missing`` is the error, as ``raises`` takes it; with None, the response
        has no item.
        """
        return rule.answered_by(
            self._getting(missing, item, key, names, ignores, answer, removes=False)
        )

    def deletes(
        self,
        rule: RuleT,
        *,
        missing: str | type[ServiceError] | None = None,
        key: Mapping[str, str] | None = None,
        ignores: Collection[str] = (),
        answer: More | None = None,
    ) -> RuleT:
        """Remove the item that has the key of the call; without one, answer with ``missing``."""
        return rule.answered_by(
            self._getting(missing, "", key, None, ignores, answer, removes=True)
        )

    def lists(
        self,
        rule: RuleT,
        item: str,
        *,
        key: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        ignores: Collection[str] = (),
        answer: More | None = None,
    ) -> RuleT:
        """Answer with a list, the member ``item``, of all items that match the call's key parts.

        If no item matches, the response has no list, unless ``answer`` has one.
        """

        def make(operation: FakedOperation, _: Any) -> StoredList:
            members = operation.model.input_shape.members if operation.model.input_shape else ()
            named = {**(key or {})}
            parts = [part for part in self._entries.parts if part in members or part in named]
            place = self._place(operation, parts, item, key, names, ignores)
            return StoredList(operation, self._entries, place, answer)

        return rule.answered_by(make)

    def __getitem__(self, key: tuple[Any, ...]) -> Mapping[str, Any]:
        """A copy of the item with this key: a tuple of its parts, or the only part itself."""
        values = key if isinstance(key, tuple) else (key,)  # pyright: ignore[reportUnnecessaryIsInstance]
        parts = self._entries.parts
        text = text_of(dict(zip(parts, values, strict=False)), parts)
        with self._entries.lock:
            found: Entry | None = self._entries.entries.get(text)
        if found is None or len(values) != len(parts):
            raise KeyError(key)
        item: dict[str, Any] = copied(found.item)
        return item

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The keys, in the order in which they were first put."""
        with self._entries.lock:
            entries = [*self._entries.entries.values()]
        return iter([tuple(entry.key[part] for part in self._entries.parts) for entry in entries])

    def __len__(self) -> int:
        return len(self._entries.entries)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} items by {', '.join(self._entries.parts)}>"

    def _getting(
        self,
        missing: str | type[ServiceError] | None,
        item: str,
        key: Mapping[str, str] | None,
        names: Mapping[str, str] | None,
        ignores: Collection[str],
        answer: More | None,
        *,
        removes: bool,
    ) -> Callable[[FakedOperation, Any], StoredGet]:
        def make(operation: FakedOperation, exceptions: Any) -> StoredGet:
            error: Any = None if missing is None else raised(operation, exceptions, missing, {})
            place = self._place(operation, self._entries.parts, item, key, names, ignores)
            return StoredGet(operation, self._entries, place, answer, error, removes=removes)

        return make

    def _place(
        self,
        operation: FakedOperation,
        parts: Collection[str],
        item: str,
        key: Mapping[str, str] | None,
        names: Mapping[str, str] | None,
        ignores: Collection[str],
        inside: str = "",
    ) -> Place:
        """Where the operation has the key; for a put, a part that is no member is in the item."""
        for part in key or ():
            self._part(part)
        members = operation.model.input_shape.members if operation.model.input_shape else ()
        paths = {part: part if part in members else f"{inside}{part}" for part in parts}
        ignored = frozenset([ignores] if isinstance(ignores, str) else ignores)
        return Place({**paths, **(key or {})}, item, {**(names or {})}, ignored)

    def _part(self, name: str) -> None:
        if name not in self._entries.parts:
            listed = ", ".join(self._entries.parts)
            raise RuleError(f"{name} is not a part of this store's key: expected {listed}")
