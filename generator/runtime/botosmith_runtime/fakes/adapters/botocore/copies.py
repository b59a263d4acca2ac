"""Copies of a botocore client: each has its own events, signer and checks; the rest is shared.

Making a client takes milliseconds; copying one takes some ten microseconds. Objects that refer to
the client or its events are copied with it: the signer, the endpoint, the endpoint rules, the
checker, the guard, and objects whose methods are handlers, such as the one that follows S3's
redirects. Objects that only describe the service are shared: models, the serializer, the parser.

Handlers that are not methods of a copied object are shared. Handlers of retries are made for each
copy, since each client has its own retry quota.
"""

from __future__ import annotations

import copy
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from types import SimpleNamespace
from typing import Any, NamedTuple

from botocore import hooks
from botocore.client import BaseClient
from botocore.hooks import EventAliaser, HierarchicalEmitter, NodeList
from botocore.retries import adaptive, standard

from botosmith_runtime.checker import ClientChecker
from botosmith_runtime.checks import CHECKER
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.engine.values import type_of
from botosmith_runtime.guard import GUARD

_PrefixTrie: Any = inside(hooks)["_PrefixTrie"]  # the class in which an emitter keeps handlers
_MIDDLE: Any = inside(hooks)["_MIDDLE"]
_PARTS = ("_request_signer", "_endpoint", "_ruleset_resolver", CHECKER, GUARD)
"""The attributes of a client that are copied with it."""

_RETRIES = ("aiobotocore.retries.", "botocore.retries.")
_KNOWN = ("aiobotocore.", "botocore.", "botosmith_runtime.")
_DEEPEST = 2  # the most attributes from a handler's object to the client that it refers to

Node = dict[str, Any]


class _Part(NamedTuple):
    """An object that is copied with the client, and its attributes that refer to other parts."""

    value: Any
    links: tuple[tuple[str, int, bool], ...]
    """For each: the attribute's name, the index of the part, whether the reference is weak."""


class Copier:
    """Makes copies of one client, which is not changed."""

    emitter: Any = HierarchicalEmitter
    """The class of the copies' events."""
    standard: Any = standard
    """The modules that register handlers of retries."""
    adaptive: Any = adaptive

    def __init__(self, client: BaseClient, shell: type[Any]) -> None:
        """``shell`` is the class of the copies, a subclass of the client's own."""
        self._client = client
        self._shell = shell
        self._events: Any = client.meta.events
        config: Any = client.meta.config
        self._retries: dict[str, Any] = config.retries or {}
        self._own_retries = self._retries.get("mode") in ("standard", "adaptive")
        self._lock = Lock()
        service: str = client.meta.service_model.service_id.hyphenize()
        emitter = inside(inside(self._events)["_emitter"])  # no public API returns its handlers
        root = self._pruned(inside(copy.copy(emitter["_handlers"]))["_root"], service)
        self._handlers: Any = _PrefixTrie()
        inside(self._handlers)["_root"] = root
        self._unique: dict[str, dict[str, Any]] = {**emitter["_unique_id_handlers"]}
        self._parts = self._found_parts(root)
        self._places = {id(part.value): place for place, part in enumerate(self._parts)}

    def copy(self) -> Any:
        """A client with the same handlers, configuration and endpoint, and with its own events."""
        client: Any = object.__new__(self._shell)
        client.__dict__.update(self._client.__dict__)
        events: Any = object.__new__(EventAliaser)
        events.__dict__.update(self._events.__dict__)
        copies = [client, events, *(_shallow(part.value) for part in self._parts[2:])]
        for part, own in zip(self._parts[2:], copies[2:], strict=True):
            for name, place, weak in part.links:
                other = copies[place]
                own.__dict__[name] = weakref.proxy(other) if weak else other
        for name in _PARTS:
            own_place = self._places.get(id(client.__dict__.get(name)))
            if own_place is not None:
                client.__dict__[name] = copies[own_place]
        client.meta = copy.copy(self._client.meta)
        client.meta.events = events
        inside(events)["_emitter"] = self._copied_emitter(copies)
        return client

    def _copied_emitter(self, copies: list[Any]) -> Any:
        places = self._places
        retries: dict[Any, Any] = {}

        def bound(handler: Any) -> Any:
            owner = getattr(handler, "__self__", None)
            place = places.get(id(owner))
            if place is not None:
                return getattr(copies[place], handler.__name__)
            if self._own_retries and type(owner).__module__.startswith(_RETRIES):
                with self._lock:
                    if not retries:
                        retries.update(self._made_retries())
                return retries[type(owner), handler.__name__]
            return handler

        emitter: Any = self.emitter()
        inside(emitter)["_handlers"] = _OwnHandlers(self._handlers, bound)
        inside(emitter)["_unique_id_handlers"] = {
            name: _Unique(known, bound) for name, known in self._unique.items()
        }
        return emitter

    def _made_retries(self) -> dict[Any, Any]:
        """New handlers of retries for one more client, by their class and method name."""
        made: dict[Any, Any] = {}

        def register(event: str, handler: Any, **_: Any) -> None:  # noqa: ARG001
            made[type(handler.__self__), handler.__name__] = handler

        client: Any = SimpleNamespace(meta=copy.copy(self._client.meta))
        client.meta.events = SimpleNamespace(register=register)
        client._endpoint = inside(self._client)["_endpoint"]  # noqa: SLF001  # aiobotocore reads it
        most: int | None = self._retries.get("total_max_attempts")
        given = {} if most is None else {"max_attempts": most}
        self.standard.register_retry_handler(client, **given)
        if self._retries["mode"] == "adaptive":
            self.adaptive.register_retry_handler(client)
        return made

    def _pruned(self, node: Node, service: str, depth: int = 0) -> Node:
        """The handlers without those for other services, which an event's second part names."""
        children = {
            name: self._pruned(child, service, depth + 1)
            for name, child in node["children"].items()
            if depth != 1 or name in (service, "*") or not _starts_events_by_service(node["chunk"])
        }
        return {"chunk": node["chunk"], "children": children, "values": node["values"]}

    def _found_parts(self, root: Node) -> list[_Part]:
        """The client, its events, its parts, and handlers' objects that refer to one of them."""
        found: list[Any] = [self._client, self._events]
        found += [own for name in _PARTS if (own := inside(self._client).get(name)) is not None]
        known = {id(one) for one in found}
        for owner in owners(root):
            for one in _leading(owner, found, _DEEPEST):
                if id(one) not in known:
                    known.add(id(one))
                    found.append(one)
        places = {id(one): place for place, one in enumerate(found)}
        return [_Part(one, _links(one, found, places)) for one in found]


class _Unique(dict[str, Any]):
    """An emitter's entry for a handler with a unique id; the copy's handler is made on access."""

    def __init__(self, known: Mapping[str, Any], bound: Callable[[Any], Any]) -> None:
        super().__init__({name: value for name, value in known.items() if name != "handler"})
        self._handler = known["handler"]
        self._bound = bound

    def __missing__(self, name: str) -> Any:
        if name != "handler":
            raise KeyError(name)
        return self._bound(self._handler)


class _OwnHandlers(_PrefixTrie):  # type: ignore[misc]  # the stubs do not know it
    """The handlers of one copy: shared by all copies, and copied before the first change."""

    def __init__(self, shared: Any, bound: Callable[[Any], Any]) -> None:
        """``bound`` turns a handler of the client into that of the copy."""
        _PrefixTrie.__init__(self)
        self._base: Any = super()
        self._shared = shared
        self._bound = bound

    def prefix_search(self, key: str) -> Any:
        """The handlers of an event, in their order."""
        if self._shared is None:
            return self._base.prefix_search(key)
        return deque(map(self._bound, self._shared.prefix_search(key)))

    def append_item(self, key: str, value: Any, section: Any = _MIDDLE) -> None:
        """Add a handler."""
        self._separate()
        self._base.append_item(key, value, section)

    def remove_item(self, key: str, value: Any) -> None:
        """Remove a handler."""
        self._separate()
        self._base.remove_item(key, value)

    def __copy__(self) -> Any:
        """A plain trie, since botocore's own code copies its emitters."""
        self._separate()
        other: Any = _PrefixTrie()
        inside(other)["_root"] = _copied_node(self._root, lambda handler: handler)
        return other

    def _separate(self) -> None:
        if self._shared is not None:
            self._root: Any = _copied_node(inside(self._shared)["_root"], self._bound)
            self._shared = None


def _starts_events_by_service(chunk: str | None) -> bool:
    """Whether events that start like this have the service as their second part."""
    return chunk is not None and chunk.startswith(
        ("before-", "after-", "provide-", "needs-", "request-", "choose-")
    )


def _copied_node(node: Node, bound: Callable[[Any], Any]) -> Node:
    values = node["values"]
    if values is not None:
        values = NodeList(*([bound(one) for one in section] for section in values))
    children = {name: _copied_node(child, bound) for name, child in node["children"].items()}
    return {"chunk": node["chunk"], "children": children, "values": values}


def owners(node: Node) -> Iterator[Any]:
    """The objects whose methods are handlers."""
    for section in node["values"] or ():
        for handler in section:
            owner = getattr(handler, "__self__", None)
            if hasattr(owner, "__dict__"):
                yield owner
    for child in node["children"].values():
        yield from owners(child)


def _leading(value: Any, parts: list[Any], depth: int) -> list[Any]:
    """The object and objects in its attributes, if they refer to a part; the object is last."""
    if not depth or not type(value).__module__.startswith(_KNOWN):
        return []
    found: list[Any] = []
    leads = False
    for held in inside(value).values():
        if _place(held, parts) is not None:
            leads = True
        elif hasattr(held, "__dict__") and not isinstance(held, type):
            found += _leading(held, parts, depth - 1)
    return [*found, value] if found or leads else []


def _links(
    value: Any, found: list[Any], places: dict[int, int]
) -> tuple[tuple[str, int, bool], ...]:
    links: list[tuple[str, int, bool]] = []
    for name, held in inside(value).items():
        place = places.get(id(held))
        if place is not None:
            links.append((name, place, False))
        elif (place := _place(held, found[:2])) is not None:
            links.append((name, place, True))
    return tuple(links)


def _place(held: Any, parts: list[Any]) -> int | None:
    """The index of the part that this is, or is a weak proxy of; None if there is none."""
    if type(held) in weakref.ProxyTypes:
        # Without a callback, an object has only one proxy.
        return next((place for place, one in enumerate(parts) if weakref.proxy(one) is held), None)
    return next((place for place, one in enumerate(parts) if one is held), None)


def _shallow(value: Any) -> Any:
    if isinstance(value, ClientChecker):
        return value.copied()
    own: Any = object.__new__(type_of(value))
    inside(own).update(inside(value))
    return own
