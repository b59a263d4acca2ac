"""``waiters-2.json``: the operation, how often it is polled, and which responses end the wait."""

from __future__ import annotations

from typing import Any

from botosmith import names
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.counts import too_long
from botosmith.models.validation.values import (
    Flaw,
    Found,
    clash,
    dangling,
    expression,
    is_identifier,
    missing,
    not_an_identifier,
    shown,
    swallowed,
    unexpected,
)

_STATES = ("success", "failure", "retry")
_PATHS = ("path", "pathAll", "pathAny")
_MATCHERS = (*_PATHS, "status", "error")
_LEAST = {"delay": 0, "maxAttempts": 1}


def problems(document: dict[str, Any], service: dict[str, Any]) -> Found:
    """The problems of the waiters of a service."""
    if document.get("version") != 2:
        yield unexpected("version", "2, the one that botocore reads", document.get("version"))
    waiters = document.get("waiters")
    if not is_object(waiters):
        yield unexpected("waiters", "an object: waiters by name", waiters)
        return
    yield from too_long("waiters", waiters)
    methods: dict[str, str] = {}
    for name, config in waiters.items():
        where = f"waiters.{name}"
        if not is_identifier(name):
            yield not_an_identifier(where, "a class is")
        elif (other := methods.setdefault(names.boto3_name(name), name)) != name:
            yield clash(where, f"name {names.boto3_name(name)}", other)
        if is_object(config):
            yield from _waiter(where, config, service["operations"])
            yield from swallowed(where, service, config.get("operation"), "WaiterConfig")
        else:
            yield unexpected(where, "an object with operation and acceptors", config)


def _waiter(where: str, config: dict[str, Any], operations: dict[str, Any]) -> Found:
    operation = config.get("operation")
    if not isinstance(operation, str) or operation not in operations:
        message = f"{shown(operation)} names no operation of the service"
        yield dangling(f"{where}.operation", message)
    for key, least in _LEAST.items():
        value = config.get(key)
        if type(value) is not int or value < least:
            yield unexpected(f"{where}.{key}", f"a whole number, {least} or more", value)
    acceptors = config.get("acceptors")
    if not is_list(acceptors) or not acceptors:
        yield Flaw(f"{where}.acceptors", "a waiter needs a list of at least one acceptor")
        return
    for index, acceptor in enumerate(acceptors):
        place = f"{where}.acceptors.{index}"
        if is_object(acceptor):
            yield from _acceptor(place, acceptor)
        else:
            yield unexpected(place, "an object with state, matcher and expected", acceptor)


def _acceptor(where: str, acceptor: dict[str, Any]) -> Found:
    for key, known in (("state", _STATES), ("matcher", _MATCHERS)):
        if acceptor.get(key) not in known:
            yield unexpected(f"{where}.{key}", f"one of {', '.join(known)}", acceptor.get(key))
    matcher = acceptor.get("matcher")
    if matcher in _PATHS:
        yield from expression(f"{where}.argument", acceptor.get("argument"))
    expected = acceptor.get("expected")
    if "expected" not in acceptor:
        yield missing(f"{where}.expected", "write the value that is expected")
    elif matcher == "status" and type(expected) is not int:
        yield unexpected(f"{where}.expected", "an HTTP status", expected)
    elif matcher == "error" and type(expected) not in (str, bool):
        yield unexpected(f"{where}.expected", "an error's code, true or false", expected)
