"""What happens if a payload breaks its shape. It depends on how certain the fault is.

A model is not the service: a service can accept new values of an enumeration, longer names and
other spellings long before its model has them. So each violation has a tier (``Violation.tier``):

========= ================================================ =====================================
tier      in a request                                     in a response
========= ================================================ =====================================
certain   type, null, required, unknown, union, presence,  type, depth, limit
          label, depth, limit
likely    enum, pattern, length, size, range, and the      all else
          rules of ``constraints``
========= ================================================ =====================================

========== ============================================== ======================================
mode       of requests                                    of responses
========== ============================================== ======================================
off        leaves it to botocore                          checks nothing
certain    raises for certain violations; warns once of   warns once of certain violations; keeps
           likely ones, and sends the request             likely ones in ``shape_warnings``
warn       warns of all, and sends the request            warns of all
structural                                                warns, but raises for what breaks code
                                                          that trusts the types: type, null, union
strict     raises for all; nothing is sent                raises for all
========== ============================================== ======================================

The default is ``certain``. Fakes are ``strict``: there the model is the contract.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple, get_args

from botosmith_runtime.constraints import CONSTRAINTS
from botosmith_runtime.violations import Violation, without_indices
from botosmith_runtime.wording import did_you_mean, nearest

RequestMode = Literal["strict", "certain", "warn", "off"]
ResponseMode = Literal["strict", "structural", "certain", "warn", "off"]
Rule = Literal[
    "type",
    "null",
    "required",
    "unknown",
    "length",
    "size",
    "range",
    "enum",
    "pattern",
    "union",
    "presence",
    "depth",
    "limit",
]
Ignore = Mapping[str, str | Collection[str]]
"""Rules to ignore, by ``Operation`` or ``Operation.Member.Member``; ``*`` is every rule."""

RULES = frozenset(get_args(Rule)) | {one.rule for one in CONSTRAINTS.values()}
"""The rules that can be ignored. ``label`` is not among them: it holds in every mode."""


class Modes(NamedTuple):
    """What happens if requests or responses break their shapes."""

    request: RequestMode = "certain"
    response: ResponseMode = "certain"
    ignored: tuple[tuple[str, frozenset[str]], ...] = ()

    def changed(
        self,
        request: RequestMode | None = None,
        response: ResponseMode | None = None,
        ignore: Ignore | None = None,
        operations: Collection[str] = (),
    ) -> Modes:
        """Other modes; None means no change. ``ignore`` replaces the ignored rules.

        Raises ValueError for an unknown mode or rule, or for an operation not in ``operations``.
        """
        ignored = self.ignored if ignore is None else _ignored(ignore, operations)
        changed = Modes(request or self.request, response or self.response, ignored)
        _check_mode("request_checks", changed.request, get_args(RequestMode))
        _check_mode("response_checks", changed.response, get_args(ResponseMode))
        return changed

    def kept(self, operation: str, violations: list[Violation]) -> list[Violation]:
        """The violations that are not ignored."""
        if not self.ignored:
            return violations
        return [one for one in violations if not self._ignores(operation, one)]

    def _ignores(self, operation: str, violation: Violation) -> bool:
        place = f"{operation}.{without_indices(violation.path)}."
        return any(
            place.startswith(f"{where}.") and (violation.rule in rules or "*" in rules)
            for where, rules in self.ignored
        )


def _check_mode(option: str, mode: str, known: tuple[str, ...]) -> None:
    if mode not in known:
        raise ValueError(f"{option}={mode!r}: expected one of {', '.join(known)}")


def _ignored(ignore: Ignore, operations: Collection[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    ignored: list[tuple[str, frozenset[str]]] = []
    for place, given in ignore.items():
        operation = place.partition(".")[0]
        if operations and operation not in operations:
            meant = did_you_mean(nearest(operation, tuple(operations)))
            raise ValueError(f"ignore: {place!r}: there is no operation {operation}{meant}")
        rules = frozenset([given] if isinstance(given, str) else given)
        if unknown := sorted(rules - RULES - {"*"}):
            known = ", ".join(sorted(RULES))
            raise ValueError(
                f"ignore: {place!r}: {unknown[0]!r} is not a rule: expected {known} or *"
            )
        ignored.append((without_indices(place), rules))
    return tuple(ignored)
