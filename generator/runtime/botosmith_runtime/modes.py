"""What happens if a payload breaks its shape, depending on how certain it is that it is wrong.

A model can be older than the service: services accept new values of enumerations, longer names and
other spellings long before the model has them. So each violation has a tier (``Violation.tier``):

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
off        checks nothing; botocore validates             checks nothing
certain    raises for certain violations; warns once of   warns once of certain violations; keeps
           likely ones, and sends the request             likely ones in ``shape_warnings``
warn       warns of all, and sends the request            warns of all
structural                                                warns of all, but raises for what breaks
                                                          typed code: type, null, union
strict     raises for all; nothing is sent                raises for all
========== ============================================== ======================================

The default is ``certain``. Fakes are ``strict``: there the model is the contract.

Modes can differ by operation: ``{"PutItem": "strict", "*": "warn"}``, where ``*`` is all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from botocore.model import ServiceModel

    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.violations import Violation

RequestMode = Literal["strict", "certain", "warn", "off"]
ResponseMode = Literal["strict", "structural", "certain", "warn", "off"]
RequestModes = RequestMode | Mapping[str, RequestMode]
ResponseModes = ResponseMode | Mapping[str, ResponseMode]
OTHERS = "*"
"""The operations that are not named."""


class Modes(NamedTuple):
    """What happens if requests or responses break their shapes."""

    request: RequestMode = "certain"
    response: ResponseMode = "certain"
    ignored: tuple[tuple[str, frozenset[str]], ...] = ()
    requests: tuple[tuple[str, RequestMode], ...] = ()
    responses: tuple[tuple[str, ResponseMode], ...] = ()

    def changed(
        self,
        request: RequestModes | None = None,
        response: ResponseModes | None = None,
        ignore: Ignore | None = None,
        model: ServiceModel | None = None,
    ) -> Modes:
        """Other modes; None means no change. ``ignore`` replaces the ignored rules.

        A mode holds for every operation; modes by operation replace those of before, and leave the
        others as they are unless they name ``*``. Raises ValueError for a mode or a rule that does
        not exist, and for an operation or a member that the service's ``model`` does not have.
        """
        ignored = self.ignored
        if ignore is not None:
            from botosmith_runtime.ignored import parsed

            ignored = parsed(ignore, model)
        modes: Any = self
        for side, given, known in (
            ("request", request, get_args(RequestMode)),
            ("response", response, get_args(ResponseMode)),
        ):
            if given is not None:
                named = _checked(f"{side}_checks", given, known, model)
                others = named.pop(OTHERS, getattr(self, side))
                modes = modes._replace(**{side: others, f"{side}s": (*named.items(),)})
        changed: Modes = modes._replace(ignored=ignored)
        return changed

    def request_of(self, operation: str) -> RequestMode:
        """The mode of an operation's requests."""
        for name, mode in self.requests:
            if name == operation:
                return mode
        return self.request

    def response_of(self, operation: str) -> ResponseMode:
        """The mode of an operation's responses."""
        for name, mode in self.responses:
            if name == operation:
                return mode
        return self.response

    def kept(self, operation: str, violations: list[Violation]) -> list[Violation]:
        """The violations that are not ignored."""
        if not self.ignored:
            return violations
        return [one for one in violations if not self._ignores(operation, one)]

    def _ignores(self, operation: str, violation: Violation) -> bool:
        from botosmith_runtime.violations import without_indices

        place = f"{operation}.{without_indices(violation.path)}."
        return any(
            place.startswith(f"{where}.") and (violation.rule in rules or "*" in rules)
            for where, rules in self.ignored
        )


def with_others(given: Any, mode: str) -> Any:
    """Modes as they are given, with that of the operations that they do not name."""
    named: dict[str, Any] = {} if given is None else _by_operation(given)
    return {OTHERS: mode, **named}


def _by_operation(given: Any) -> dict[str, Any]:
    """The modes by operation; one for all is that of the others."""
    return {**given} if isinstance(given, Mapping) else {OTHERS: given}


def _checked(
    option: str, given: Any, known: tuple[str, ...], model: ServiceModel | None
) -> dict[str, Any]:
    """The modes by operation, if they are modes and operations."""
    modes = _by_operation(given)
    for name, mode in modes.items():
        if mode not in known:
            where = option if mode is given else f"{option}: {name}"
            raise ValueError(f"{where}={mode!r}: expected one of {', '.join(known)}")
        if model is not None and name != OTHERS:
            from botosmith_runtime.ignored import unknown_operation

            if problem := unknown_operation(name, model):
                raise ValueError(f"{option}: {name!r}: {problem}")
    return modes
