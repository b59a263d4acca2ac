"""How large the largest model of botocore's is: ``models/limits.py`` has to allow for it.

Each measure bears the name of its limit. ``census.json`` keeps them; ``count.py`` counts again.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.models.validation.counts import open_tags
from botosmith.patterns.limits import repeats

Largest = dict[str, dict[str, int]]
"""The measures: the service that has most of it, and how much that is, such as ``{"ec2": 830}``."""

_EXPRESSIONS = {"argument", "result_key", "input_token", "output_token", "more_results"}


def measures(model: Model) -> dict[str, int]:
    """Every measure of one model."""
    document = model.document(SERVICE_MODEL)
    operations, shapes = document["operations"].values(), document["shapes"].values()
    parts = [*_objects(document)]
    numbers = (value for one in parts for value in one.values() if type(value) is int)
    documentation = [*_texts(parts, "documentation")]
    enums = (one["enum"] for one in parts if isinstance(one.get("enum"), list))
    names = (name for part in ("operations", "shapes") for name in document[part])
    patterns = _patterns(parts)
    texts = [pattern for pattern, _, _ in patterns]
    return {
        "MODEL_BYTES": sum(_unpacked(name, content) for name, content in model.files.items()),
        "MODEL_FILES": len(model.files),
        "MODEL_VALUES": sum(map(_values, model.documents.values())),
        "JSON_DEPTH": max(map(_depth, model.documents.values())),
        "JSON_DIGITS": _most(len(str(abs(number))) for number in numbers),
        "OPERATIONS": len(operations),
        "ERRORS": sum(len(one.get("errors", ())) for one in operations),
        "SHAPES": len(shapes),
        "MEMBERS": _most(len(one.get("members", ())) for one in shapes),
        "MEMBERS_IN_ALL": _members_in_all(document),
        "ENUM": _most(map(len, enums)),
        "DOCUMENTATION": _most(map(len, documentation)),
        "OPEN_TAGS": _most(map(open_tags, documentation)),
        "NAME": _most(map(len, names)),
        "PATTERNS": len(patterns),
        "PATTERN_CHARACTERS": sum(map(len, texts)),
        "REPEATS": sum(map(repeats, texts)),
        "PATTERN_LENGTH": _most(map(len, texts)),
        "PATTERN_REPEATS": _most(map(repeats, texts)),
        "JMESPATH_LENGTH": _most(map(len, _expressions(model))),
    }


def largest(found: Mapping[str, Mapping[str, int]]) -> Largest:
    """The largest of each measure, of the services' measures by name."""
    return {
        name: dict([max(((service, one[name]) for service, one in found.items()), key=_second)])
        for name in next(iter(found.values()))
    }


def _unpacked(name: str, content: bytes) -> int:
    return len(gzip.decompress(content) if name.endswith(".gz") else content)


def _most(counts: Iterable[int]) -> int:
    return max(counts, default=0)


def _second(pair: tuple[str, int]) -> int:
    return pair[1]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, the document itself among them."""
    pending = [value]
    while pending:
        one = pending.pop()
        if is_object(one):
            yield one
        pending += _inside(one)


def _texts(parts: list[dict[str, Any]], key: str) -> Iterator[str]:
    return (one[key] for one in parts if isinstance(one.get(key), str))


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level:
        level = [inner for one in level for inner in _inside(one)]
        depth += 1
    return depth - 1


def _inside(value: Any) -> list[Any]:
    if is_object(value):
        return [*value.values()]
    return value if is_list(value) else []


def _values(value: Any) -> int:
    return 1 + sum(_values(one) for one in _inside(value))


def _members_in_all(document: dict[str, Any]) -> int:
    counts = {name: len(shape.get("members", {})) for name, shape in document["shapes"].items()}
    sides = [
        operation[side]["shape"]
        for operation in document["operations"].values()
        for side in ("input", "output")
        if side in operation
    ]
    return sum(counts.values()) + sum(counts[name] for name in sides)


def _patterns(parts: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    found = (one for one in parts if isinstance(one.get("pattern"), str))
    return {(one["pattern"], str(one.get("min")), str(one.get("max"))) for one in found}


def _expressions(model: Model) -> Iterator[str]:
    for stem in ("paginators-1", "waiters-2"):
        for one in _objects(model.document(stem)):
            for key in _EXPRESSIONS & one.keys():
                given = one[key]
                yield from given if isinstance(given, list) else [given]
