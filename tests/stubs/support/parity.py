"""Our packages beside those of mypy-boto3-builder: what differs, and why.

What the builder declares, ours must declare under the same name. Types and required keys may
differ for the reasons of ``REASONS`` alone, which are worked out from the two declarations, or for
one that ``tests/data/parity.json`` gives.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from declared import Declared, Method

REASONS = {
    "present": "the builder says that a response has every member; ours follows the model",
    "empty": "a response without members is a plain dict to the builder; ours has ResponseMetadata",
    "one-key": "the builder has each key of a union optional; a union of one member has that key",
    "newer": "botocore names a union's member that the model lacks; the builder does not know that",
    "raised": "the builder takes errors for events of a stream; botocore raises them",
    "two-way": "botocore takes away methods that send event streams; the builder has them",
    "recursion": "the builder cuts a recursive structure short; ours goes on",
    "document": "a document is a mapping to the builder; ours takes any JSON value",
    "one-value": "the builder writes an enumeration of one value out; ours names it",
    "either": "the builder takes the request's structure; ours takes a response's too",
    "sides": "the builder has one type for both sides; what is inside differs, so ours has two",
    "copy": "the builder has copies for paginators, and for each waiter of one operation",
    "page-size": "the builder leaves out the page size, which botocore's paginators do take",
    "runs": "botocore takes more than the builder says: a Decimal, seconds, bytearray, no token",
    "listing": "a list of all services or regions of AWS, no part of the model",
}
_LISTINGS = re.compile(r"(\w*Service|Region|ResourceService)Name")
_TAKEN = ("BlobTypeDef", "TimestampTypeDef")
_ANYTHING = ("Mapping[str, Any]", "dict[str, Any]")
_ERROR = re.compile(r"(Exception|Error|Failure|Fault|Required)TypeDef$")
_NEWER = "SDK_UNKNOWN_MEMBER"
_POLLERS = ("get_paginator", "get_waiter", "exceptions")


class Difference(NamedTuple):
    """``name`` is that of a type, a method or a class, or ``type.key``."""

    name: str
    theirs: str
    ours: str
    reasons: frozenset[str]
    """Why the two differ; empty if nobody knows."""

    def __str__(self) -> str:
        return f"{self.name}: {self.theirs} | {self.ours or 'missing'}"


def differences(theirs: Declared, ours: Declared) -> Iterator[Difference]:
    """All differences but for what ours has beyond the builder's."""
    for name in (two_way := sorted(_two_way(theirs))):
        yield Difference(name, " -> ".join(theirs.methods[name]), "", frozenset({"two-way"}))
    methods = {name: one for name, one in theirs.methods.items() if name not in two_way}
    theirs = replace(theirs, methods=methods)
    yield from _names(theirs, ours)
    yield from _literals(theirs, ours)
    yield from _methods(theirs, ours)
    for name in sorted(theirs.typed_dicts.keys() & ours.typed_dicts.keys() & theirs.reached):
        yield from _keys(name, theirs, ours)


def _two_way(theirs: Declared) -> Iterator[str]:
    """The methods whose requests hold a stream of events."""
    for name, method in theirs.methods.items():
        keys = theirs.typed_dicts.get(method.given, {}).values()
        if any(key.type.startswith("EventStream[") for key in keys):
            yield name


def _names(theirs: Declared, ours: Declared) -> Iterator[Difference]:
    """What the builder declares for clients, paginators and waiters; its resources are left out."""
    types = (theirs.typed_dicts.keys() | theirs.aliases.keys()) & theirs.reached
    declared = ours.typed_dicts.keys() | ours.aliases.keys()
    for name in sorted(types - declared):
        yield Difference(name, "declared", "", _as_one(name, _original(name), ours))
    for name in sorted(types & theirs.typed_dicts.keys() & ours.aliases.keys()):
        yield Difference(name, "TypedDict", ours.aliases[name], frozenset())
    for name in sorted(types & theirs.aliases.keys() & ours.aliases.keys()):
        if _words(theirs.aliases[name]) != _words(ours.aliases[name]):
            text = theirs.aliases[name], ours.aliases[name]
            yield Difference(name, *text, _if("runs", name in _TAKEN))


def _literals(theirs: Declared, ours: Declared) -> Iterator[Difference]:
    for name, values in sorted(theirs.literals.items()):
        own = ours.literals.get(name)
        if own != values:
            listing = own is None and _LISTINGS.fullmatch(name) is not None
            shown = "" if own is None else " ".join(sorted(own))
            said = "..." if listing else " ".join(sorted(values))
            yield Difference(name, said, shown, _if("listing", listing))


def _methods(theirs: Declared, ours: Declared) -> Iterator[Difference]:
    for kind in ("methods", "paginators", "waiters"):
        declared: dict[str, Method] = dict(getattr(ours, kind))
        for name, method in sorted(getattr(theirs, kind).items()):
            own = declared.get(name)
            if own is None:
                yield Difference(name, " -> ".join(method), "", frozenset())
            elif own != method and name not in _POLLERS:
                reasons = _both(
                    _compared(method.given, own.given, ours),
                    _results_compared(method.result, own.result, ours),
                )
                yield Difference(
                    name, " -> ".join(method), " -> ".join(own), reasons or frozenset()
                )


def _keys(name: str, theirs: Declared, ours: Declared) -> Iterator[Difference]:
    keys, own = theirs.typed_dicts[name], ours.typed_dicts[name]
    for key in sorted(keys.keys() | own.keys()):
        place = f"{name}.{key}"
        if key not in own:
            raised = _ERROR.search(keys[key].type) is not None
            yield Difference(place, keys[key].type, "", _if("raised", raised))
        elif key not in keys:
            paged = name.endswith("PaginateTypeDef") and not own[key].required
            why = _if("page-size", paged) | _if("newer", key == _NEWER)
            yield Difference(place, "missing", own[key].type, why)
        else:
            if keys[key].required != own[key].required:
                response = "ResponseMetadata" in keys and keys[key].required
                single = own[key].required and len(own.keys() - {_NEWER}) == 1
                need = {True: "required", False: "optional"}
                both = need[keys[key].required], need[own[key].required]
                why = _if("present", response) | _if("one-key", single)
                yield Difference(place, *both, why)
            if keys[key].type != own[key].type:
                if own[key].type == f"{keys[key].type} | None" and name == "PaginatorConfigTypeDef":
                    reasons: frozenset[str] | None = frozenset({"runs"})
                else:
                    reasons = _compared(keys[key].type, own[key].type, ours)
                yield Difference(place, keys[key].type, own[key].type, reasons or frozenset())


def _results_compared(theirs: str, ours: str, declared: Declared) -> frozenset[str] | None:
    if theirs.startswith("await ") != ours.startswith("await "):
        return None
    theirs, ours = theirs.removeprefix("await "), ours.removeprefix("await ")
    if theirs == "dict[str, Any]" and ours == "EmptyResponseMetadataTypeDef":
        return frozenset({"empty"})
    return _compared(theirs, ours, declared)


def _compared(theirs: str, ours: str, declared: Declared) -> frozenset[str] | None:
    """Why one type differs from the other; None if that cannot be said, empty if it does not."""
    if not (theirs and ours):
        return frozenset() if theirs == ours else None
    return _differ(_parsed(theirs), _parsed(ours), declared)


def _differ(theirs: ast.expr, ours: ast.expr, declared: Declared) -> frozenset[str] | None:
    match theirs, ours:
        case ast.Subscript(value=head, slice=inner), ast.Subscript(value=other, slice=own) if (
            ast.unparse(head) == ast.unparse(other)
        ):
            parts, others = _parts(inner), _parts(own)
            if len(parts) != len(others):
                return None
            found: frozenset[str] | None = frozenset()
            for part, counterpart in zip(parts, others, strict=True):
                found = _both(found, _differ(part, counterpart, declared))
            return found
        case _, ast.Name(id=name):
            text = ast.unparse(theirs)
            return frozenset() if text == name else _as_one(text, name, declared) or None
        case _:
            return frozenset() if ast.unparse(theirs) == ast.unparse(ours) else None


def _as_one(theirs: str, ours: str, declared: Declared) -> frozenset[str]:
    """Why the builder says ``theirs`` where we say ``ours``, which is a name."""
    values = declared.literals.get(ours, frozenset())
    known = ours in declared.typed_dicts or ours in declared.aliases
    if len(values) == 1 and theirs == f"Literal[{next(iter(values))!r}]":
        return frozenset({"one-value"})
    if theirs == "float" and ours == "DoubleTypeDef":
        return frozenset({"runs"})
    if theirs in _ANYTHING and ours in ("DocumentTypeDef", "Any"):
        return frozenset({"document"})
    if theirs in _ANYTHING and known:
        return frozenset({"recursion"})
    if theirs == ours.replace("UnionTypeDef", "TypeDef"):
        return _if("either", known)
    if theirs == ours.replace("OutputTypeDef", "TypeDef"):
        return _if("sides", known)
    if theirs != ours and _original(theirs) == ours:
        return _if("copy", known)
    return frozenset()


def _original(name: str) -> str:
    return re.sub(r"(Paginator|(?<=Wait)(Extra)+)TypeDef", "TypeDef", name)


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _if(reason: str, applies: bool) -> frozenset[str]:
    return frozenset({reason} if applies else ())


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _parts(inner: ast.expr) -> list[ast.expr]:
    return inner.elts if isinstance(inner, ast.Tuple) else [inner]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text)) - {"Union"}
