"""The identity of a slice: its own names, with the same treatment of its requests by botocore.

botocore has handlers for some services, which it finds by the serviceId's name in events: S3's
moves the bucket out of the path, Glacier's adds hashes. A slice with such operations gets a
serviceId that is spelled differently, but has the same name in events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS
from botocore.utils import EVENT_ALIASES, hyphenize_service_id
from botosmith_runtime.service_facts import all_known, built_in, event_name, known

from botosmith.models.facts import merged, without_sources
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.names import boto3_name
from botosmith.problems import BotosmithError

_ANSWERS = ("arns", "commonErrors")
_NAMES = ("serviceAbbreviation", "serviceFullName", "serviceId", "signingName", "uid")


def facts_of_slice(
    facts: dict[str, Any], whole: dict[str, Any], own: dict[str, Any]
) -> dict[str, Any]:
    """The ``botosmith-1.json`` of a slice; ``whole`` and ``own`` are the two metadata.

    If the slice has another name in events, it has no handlers and no added methods. botosmith's
    own facts about the service's errors and ARNs are not found by that serviceId: they are copied.
    """
    if event_name(whole["serviceId"]) == event_name(own["serviceId"]):
        return facts
    kept = {part: one for part, one in facts.items() if part not in ("addedMethods", "handlers")}
    answers = {part: one for part, one in known(whole["serviceId"]).items() if part in _ANSWERS}
    return merged(without_sources(answers), kept)


def only_by_directory(source: Model) -> str:
    """What botocore does for clients of a model because of its directory's name; may be empty."""
    service_id = source.document(SERVICE_MODEL)["metadata"]["serviceId"]
    found = built_in(service_id, "onlyByDirectory")
    return str(found["does"]) if found and found["directory"] == source.service else ""


def kept_metadata(metadata: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """The metadata with the names of an existing slice."""
    kept = {key: value for key, value in metadata.items() if key not in _NAMES or key in names}
    return {**kept, **{key: names[key] for key in _NAMES if key in names}}


def names_of_grown(
    metadata: dict[str, Any], names: dict[str, Any], before: set[str], after: set[str]
) -> dict[str, Any]:
    """The names of a slice whose operations were ``before`` and are now ``after``.

    Its serviceId only changes if botocore has a handler for a new operation.
    """
    original = str(metadata["serviceId"])
    if _is_treated_by_name(original, before) or not _is_treated_by_name(original, after):
        return names
    return {**names, "serviceId": _respelled(original)}


def own_metadata(metadata: dict[str, Any], name: str, operations: set[str]) -> dict[str, Any]:
    """The metadata of a slice: other names, the same endpoint, signature and protocol."""
    words = " ".join(word.capitalize() for word in name.split("-"))
    own = {key: value for key, value in metadata.items() if key != "serviceAbbreviation"}
    title = str(metadata.get("serviceFullName", ""))
    maker = next((maker for maker in ("AWS", "Amazon") if title.startswith(f"{maker} ")), "")
    own["serviceFullName"] = f"{maker} {_as_spelled(words, metadata)}".strip()
    own["serviceId"] = _service_id(str(metadata["serviceId"]), words, operations)
    own["signingName"] = metadata.get("signingName", metadata["endpointPrefix"])
    own["uid"] = f"{name}-{metadata['apiVersion']}"
    return own


def _as_spelled(words: str, metadata: dict[str, Any]) -> str:
    """The words as the names of the original service spell them: ``SQS`` for ``Sqs``."""
    known = ("serviceFullName", "serviceAbbreviation", "serviceId")
    spelled = {one.lower(): one for key in known for one in str(metadata.get(key, "")).split()}
    return " ".join(spelled.get(word.lower(), word) for word in words.split())


def _service_id(original: str, words: str, operations: set[str]) -> str:
    event_name = hyphenize_service_id(words)
    retried = (name for name, _ in all_known() if built_in(name, "retries"))
    taken = {hyphenize_service_id(original), *retried, *(name for name, _ in _handled())}
    if event_name in taken:
        raise BotosmithError(
            f"{words!r} would be a serviceId that botocore knows as another service's; "
            "choose another --name"
        )
    if not _is_treated_by_name(original, operations):
        return words
    return _respelled(original)


def _respelled(original: str) -> str:
    """Another serviceId with the same name in botocore's events."""
    return next(
        spelling
        for spelling in (original.lower(), original.lower().replace(" ", "-"), original.upper())
        if spelling != original
    )


def _is_treated_by_name(service_id: str, operations: set[str]) -> bool:
    event_name = hyphenize_service_id(service_id)
    methods = {boto3_name(operation) for operation in operations}
    return built_in(service_id, "retries") is not None or any(
        target in ("", "*") or target in operations or target in methods
        for service, target in _handled()
        if service == event_name
    )


def _handled() -> Iterator[tuple[str, str]]:
    """Services for which botocore has handlers, each with an operation; empty for all of them."""
    for entry in BUILTIN_HANDLERS:
        kind, _, rest = entry[0].partition(".")
        service, _, target = rest.partition(".")
        if service and kind != "docs":
            yield str(EVENT_ALIASES.get(service, service)), target.partition(".")[0]
