"""Finds problems in a model: all those that end a build, and many that do not.

Each rule has a name, a severity, and advice on how to fix its findings: see ``rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from botosmith.models import validation
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.models.traits import ROOTS
from botosmith.tools.lint import (
    authentication,
    constraints,
    examples,
    keys,
    pollers,
    problems,
    upkeep,
)
from botosmith.tools.lint.rules import RULES, SEVERITIES, Finding, Findings, Severity

__all__ = ["RULES", "SEVERITIES", "Finding", "Severity", "lint", "lint_valid"]

_ENDPOINT_RULES = "endpoint-rule-set-1"


def lint(model: Model) -> list[Finding]:
    """All findings in a model, the most severe first, then in the order of its files.

    If a model has errors, only these are reported. If the model is botocore's and the user adds
    facts to it, only findings in these facts are reported.
    """
    found = list(problems.errors(model)) or list(_weaker(model))
    if model.shipped and model.stated:
        users = {str(one.file) for one in model.stated}
        found = [one for one in found if one.file in users]
    return _sorted(found)


def lint_valid(model: Model) -> list[Finding]:
    """Like ``lint``, for a model that was built, and so has no errors."""
    return _sorted(_weaker(model))


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _weaker(model: Model) -> Iterator[Finding]:
    yield from problems.oddities(model)
    for stem, root in ROOTS.items():
        if stem in model.documents:
            yield from _in_file(model, stem, keys.unknown(model.document(stem), root))
    yield from _of_understood(validation.understood(model))


def _of_understood(model: Model) -> Iterator[Finding]:
    service: dict[str, Any] = model.document(SERVICE_MODEL)
    yield from _in_file(model, SERVICE_MODEL, constraints.findings(service["shapes"]))
    yield from _in_file(model, SERVICE_MODEL, upkeep.findings(service))
    extras, rules = model.document(EXTRAS), model.document(_ENDPOINT_RULES)
    yield from _in_file(model, SERVICE_MODEL, authentication.of_service(service, extras))
    yield from _in_file(model, _ENDPOINT_RULES, authentication.of_rules(rules, extras))
    yield from _in_file(model, EXTRAS, authentication.of_extras(extras))
    for stem, findings in (("paginators-1", pollers.paginators), ("waiters-2", pollers.waiters)):
        if stem in model.documents:
            yield from _in_file(model, stem, findings(model.document(stem), service))
    yield from _in_file(model, "examples-1", examples.findings(model))


def _in_file(model: Model, stem: str, found: Findings) -> Iterator[Finding]:
    file = model.file_name(stem)
    for rule, where, message in found:
        fix = RULES[rule].fix
        yield Finding(rule=rule, file=file, where=where, message=message, fix=fix)
