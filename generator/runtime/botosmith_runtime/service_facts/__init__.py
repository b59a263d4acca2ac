"""Facts about single services in addition to their models: one file for each service.

A file has the format of ``botosmith-1.json`` (docs/models.md; its JSON Schema is in the generator).
It has the service's ``serviceId``, and the source and the date of each fact. Its name is the
serviceId as in botocore's events: a slice with the same serviceId has the same facts, as in
botocore. A file is read on first use. The generator adds the facts of users and of other
distributions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from botocore.loaders import JSONFileLoader

Facts = Mapping[str, Any]
"""The document of a service, or one fact in it."""

_FOLDER = Path(__file__).parent
_NOTHING: Facts = {}


def event_name(service_id: str) -> str:
    """The serviceId as in the names of botocore's events: ``Route 53`` -> ``route-53``."""
    return service_id.replace(" ", "-").lower()


def known(service_id: str) -> Facts:
    """The facts about a service; empty if there are none."""
    return _read(event_name(service_id))


def all_known() -> Iterator[tuple[str, Facts]]:
    """The facts about each service, by its name in botocore's events."""
    for file in sorted(_FOLDER.glob("[!_]*.json")):
        yield file.stem, _read(file.stem)


def built_in(service_id: str, fact: str) -> Facts | None:
    """A fact that only botosmith's own files may state; None if the service does not have it."""
    found: Facts | None = known(service_id).get("builtIn", _NOTHING).get(fact)
    return found


def handled_members(service_id: str, does: str) -> Mapping[str, str]:
    """By operation, the top-level member that a botocore handler treats in this way."""
    return {
        operation: handler["member"]
        for handler in known(service_id).get("handlers", _NOTHING).values()
        if handler["does"] == does
        for operation in handler.get("operations", ())
    }


def filled_in_members(service_id: str) -> frozenset[str]:
    """The top-level members that a botocore handler sets, also if they are None."""
    rows = known(service_id).get("handlers", _NOTHING).values()
    return frozenset(row["member"] for row in rows if row["does"] == "fills-in")


@cache
def stated(directory: Path) -> Facts:
    """The ``botosmith-1.json`` of a model in a generated package; empty if there is none."""
    found: Facts | None = JSONFileLoader().load_file(str(directory / "botosmith-1"))
    return found or _NOTHING


@cache
def boto3_classes() -> Mapping[str, str]:
    """By serviceId, the names of boto3's client classes that do not follow from the serviceId."""
    text = (_FOLDER / "_boto3_classes.json").read_text("utf-8")
    classes: Mapping[str, str] = json.loads(text)["classes"]
    return classes


@cache
def _read(name: str) -> Facts:
    # The serviceId comes from a model: it must not lead to another directory.
    if not name.replace("-", "").isalnum():
        return _NOTHING
    try:
        text = (_FOLDER / f"{name}.json").read_text("utf-8")
    except FileNotFoundError:
        return _NOTHING
    found: Facts = json.loads(text)
    return found
