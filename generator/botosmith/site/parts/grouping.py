"""The operations of a service in groups, for lists that are too long to read.

The groups are the service's topics, or the nouns in the names of operations: ``DescribeInstances``
and ``RunInstances`` are about an instance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from botosmith import ir

_FEW = 40  # the most operations without groups
_LARGE = 16  # the fewest operations in a group that is divided by further words
_SMALL = 2  # the fewest operations in a group
_WORD = re.compile(r"[A-Z]+s?(?=[A-Z][a-z]|\d|$)|[A-Z][a-z]+|[a-z]+|[A-Z]+|\d+")
_BEFORE_VERBS = ("Batch", "Bulk")
_OTHERS = "Others"

Groups = list[tuple[str, list[ir.Operation]]]


def groups(service: ir.Service) -> Groups:
    """The groups by name, each with its operations; one group without a name if there are few."""
    operations = list(service.operations)
    if len(operations) <= _FEW:
        return [("", operations)]
    if service.topics:
        return list(_by_topic(service))
    found = dict(_divided([(_nouns(one.name), one) for one in operations], 1))
    alone = [one for name in list(found) if len(found[name]) < _SMALL for one in found.pop(name)]
    listed = sorted(found.items())
    return [*listed, (_OTHERS, alone)] if alone else listed


def _by_topic(service: ir.Service) -> Iterator[tuple[str, list[ir.Operation]]]:
    left = {operation.name: operation for operation in service.operations}
    for topic in service.topics:
        if found := [left.pop(name) for name in topic.operations if name in left]:
            yield topic.title, found
    if left:
        yield _OTHERS, list(left.values())


def _divided(
    named: list[tuple[tuple[str, ...], ir.Operation]], depth: int
) -> Iterator[tuple[str, list[ir.Operation]]]:
    """Groups by the first ``depth`` words; large groups are divided by more words."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], ir.Operation]]] = {}
    for words, operation in named:
        found.setdefault(words[:depth], []).append((words, operation))
    for words, members in found.items():
        longer = [pair for pair in members if len(pair[0]) > depth]
        if len(words) < depth or len(members) < _LARGE or not longer:
            yield " ".join(words), [operation for _, operation in members]
            continue
        left = [operation for inner, operation in members if len(inner) <= depth]
        for name, operations in _divided(longer, depth + 1):
            if len(operations) < 3 and len(longer) != len(operations):
                left += operations
            else:
                yield name, operations
        if left:
            yield " ".join(words), sorted(left, key=lambda one: one.name)


def _nouns(name: str) -> tuple[str, ...]:
    """The noun of an operation: ``(Transit, Gateway, Route)`` of CreateTransitGatewayRoutes."""
    words = _WORD.findall(name) or [name]
    skipped = 2 if words[0] in _BEFORE_VERBS and len(words) > 2 else 1
    return tuple(map(_singular, words[skipped:] or words[:1]))


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")
