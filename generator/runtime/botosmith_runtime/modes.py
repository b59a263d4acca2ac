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

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from botocore.model import ServiceModel

    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.violations import Violation

RequestMode = Literal["strict", "certain", "warn", "off"]
ResponseMode = Literal["strict", "structural", "certain", "warn", "off"]


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
        model: ServiceModel | None = None,
    ) -> Modes:
        """Other modes; None means no change. ``ignore`` replaces the ignored rules.

        Raises ValueError for a mode or a rule that does not exist, and for a place in ``ignore``
        that the service's ``model`` does not have.
        """
        ignored = self.ignored
        if ignore is not None:
            from botosmith_runtime.ignored import parsed

            ignored = parsed(ignore, model)
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
        from botosmith_runtime.violations import without_indices

        place = f"{operation}.{without_indices(violation.path)}."
        return any(
            place.startswith(f"{where}.") and (violation.rule in rules or "*" in rules)
            for where, rules in self.ignored
        )


def _check_mode(option: str, mode: str, known: tuple[str, ...]) -> None:
    if mode not in known:
        raise ValueError(f"{option}={mode!r}: expected one of {', '.join(known)}")
