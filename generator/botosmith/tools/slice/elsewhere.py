"""Calls on unknown objects that look like operations of some service.

A library that gets its clients as arguments makes none itself, so its services are not known. Then
every botocore service is searched for the names that occur, which takes seconds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from botosmith.build.added_methods import parameters_of
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.names import boto3_name
from botosmith.tools.slice.helpers import HELPERS
from botosmith.tools.slice.services import Services, spellings, takes, waiters_of

UNCLEAR = "it is not clear what it is called on"
Track = Callable[[list[str]], Iterable[str]]
"""Goes through names in order; the command line shows the progress."""

_NAMED = 3  # how many services with the operation a message names


@dataclass(frozen=True, slots=True)
class Candidate:
    """A call with keywords, or a call of ``given_to`` with the name of an operation or waiter."""

    line: int
    name: str
    keywords: frozenset[str] = frozenset()
    complete: bool = True  # there is no ** that may contain more keywords
    given_to: str = ""
    helpers: frozenset[str] = frozenset()  # the services to whose clients boto3 adds such a method


def candidate(line: int, name: str, call: ast.Call) -> Candidate | None:
    """The call as a candidate, if its form is that of an operation's call.

    An operation takes no positional arguments, and its parameters are in CamelCase, or one word. A
    method with a name of one word is common in other code, so one of its parameters must look like
    AWS's.
    """
    keywords = frozenset(one.arg for one in call.keywords if one.arg)
    complete = len(keywords) == len(call.keywords)
    if helpers := _helpers(name, call, keywords):
        return Candidate(line, name, helpers=helpers)
    one_word = "_" not in name
    if call.args or any("_" in one for one in keywords):
        return None
    if one_word and (not complete or all(one.islower() for one in keywords)):
        return None
    if not complete and not keywords:  # nothing to identify it
        return None
    return Candidate(line, name, keywords, complete)


def looked_up(
    candidates: Iterable[Candidate], library: Library, track: Track
) -> dict[Candidate, str]:
    """Notes on the candidates that some service has; a note names the service."""
    found: dict[Candidate, dict[str, frozenset[str]]] = {}
    by_name: dict[str, set[Candidate]] = {}
    for one in candidates:
        if one.helpers:
            found[one] = {service: HELPERS[service, one.name] for service in sorted(one.helpers)}
        else:
            for name in spellings(one.name):
                by_name.setdefault(name, set()).add(one)
    if by_name:
        _look_through(library, by_name, found, track)
    return {one: may_be(one.name, services, one.given_to) for one, services in found.items()}


def _helpers(name: str, call: ast.Call, keywords: frozenset[str]) -> frozenset[str]:
    """The services that have a method of this name that is not an operation but calls some."""
    passed = len(call.args) + len(call.keywords)
    found: set[str] = set()
    for service, method in HELPERS:
        if method == name and HELPERS[service, method]:
            known = parameters_of(service, method)
            if keywords <= known.keys() and sum(known.values()) <= passed <= len(known):
                found.add(service)
    return frozenset(found)


def _look_through(
    library: Library,
    by_name: Mapping[str, set[Candidate]],
    found: dict[Candidate, dict[str, frozenset[str]]],
    track: Track,
) -> None:
    known = Services(library)
    for service in track(library.all_services()):
        if known.home(service) == service:
            _look_in(library, service, by_name, found)


def may_be(name: str, found: Mapping[str, frozenset[str]], given_to: str = "") -> str:
    """A note that a name may be an operation of these services, or a method that calls some."""
    waits = given_to == "get_waiter"
    if waits or any((service, name) in HELPERS for service in found):
        each = [f"{service}'s, which calls {_listed(sorted(found[service]))}" for service in found]
    else:
        each = [f"{service}'s {one}" for service in found for one in sorted(found[service])]
    if len(each) > _NAMED + 1:
        each = [*each[:_NAMED], f"that of {len(each) - _NAMED} other services"]
    unclear = f"it is not clear what {given_to} is called on" if given_to else UNCLEAR
    return f"{'waiter ' if waits else ''}{name} may be {_listed(each, 'or')}: {unclear}"


def _look_in(
    library: Library,
    service: str,
    by_name: Mapping[str, set[Candidate]],
    found: dict[Candidate, dict[str, frozenset[str]]],
) -> None:
    model = library.read(service)
    document = model.document(SERVICE_MODEL)
    for operation in document.get("operations", {}):
        for one in by_name.get(boto3_name(operation), ()):
            fits = one.given_to or takes(
                document, operation, one.keywords, all_of_them=one.complete
            )
            if fits and one.given_to != "get_waiter":
                found.setdefault(one, {})[service] = frozenset({operation})
    for waiter, operation in waiters_of(model).items():
        for one in by_name.get(waiter, ()):
            if one.given_to == "get_waiter":
                found.setdefault(one, {})[service] = frozenset({operation})


def _listed(parts: list[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
