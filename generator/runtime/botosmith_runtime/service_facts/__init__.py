"""What is known of single services in addition to their models: a file a service, by its serviceId.

A file has the format of ``botosmith-1.json`` (docs/models.md; its JSON Schema lies in the
generator), names the service's ``serviceId``, and gives the source and the date of each fact. Its
name is the serviceId as botocore's events have it, so that a slice which keeps that name is
treated like the whole, as botocore treats it. A file is read when its service is first asked
about. The generator adds the facts of users and of other distributions to these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from botocore.loaders import JSONFileLoader

Facts = Mapping[str, Any]
"""The document of a service, or what it says about one thing."""

_FOLDER = Path(__file__).parent
_NOTHING: Facts = {}


def event_name(service_id: str) -> str:
    """The serviceId as botocore's events have it: ``Route 53`` -> ``route-53``."""
    return service_id.replace(" ", "-").lower()


def known(service_id: str) -> Facts:
    """What is known of a service; empty if nothing is."""
    return _read(event_name(service_id))


def all_known() -> Iterator[tuple[str, Facts]]:
    """What is known of each service, by its name in botocore's events."""
    for file in sorted(_FOLDER.glob("[!_]*.json")):
        yield file.stem, _read(file.stem)


def built_in(service_id: str, fact: str) -> Facts | None:
    """A fact that botosmith's own files alone can state; None if it is not one of the service's."""
    found: Facts | None = known(service_id).get("builtIn", _NOTHING).get(fact)
    return found


def handled_members(service_id: str, does: str) -> Mapping[str, str]:
    """By operation, the member at the top that a handler of botocore's treats in this way."""
    return {
        operation: handler["member"]
        for handler in known(service_id).get("handlers", _NOTHING).values()
        if handler["does"] == does
        for operation in handler.get("operations", ())
    }


def filled_in_members(service_id: str) -> frozenset[str]:
    """The members at the top that a handler of botocore's gives a value, also for None."""
    rows = known(service_id).get("handlers", _NOTHING).values()
    return frozenset(row["member"] for row in rows if row["does"] == "fills-in")


@cache
def stated(directory: Path) -> Facts:
    """What the ``botosmith-1.json`` of a model in a generated package says; empty without one."""
    found: Facts | None = JSONFileLoader().load_file(str(directory / "botosmith-1"))
    return found or _NOTHING


@cache
def boto3_classes() -> Mapping[str, str]:
    """What boto3 calls a client's class where that does not follow the serviceId, by serviceId."""
    text = (_FOLDER / "_boto3_classes.json").read_text("utf-8")
    classes: Mapping[str, str] = json.loads(text)["classes"]
    return classes


@cache
def _read(name: str) -> Facts:
    # A serviceId comes from a model: it must not lead to another place.
    if not name.replace("-", "").isalnum():
        return _NOTHING
    try:
        text = (_FOLDER / f"{name}.json").read_text("utf-8")
    except FileNotFoundError:
        return _NOTHING
    found: Facts = json.loads(text)
    return found
