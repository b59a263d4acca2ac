"""Is a model as good as it can be? All that a build would choke on, and much that it would not.

Each rule has a name, a severity and a way to fix what it finds: see ``rules``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.tools.lint import authentication, constraints, examples, keys, pollers, sound, upkeep
from botosmith.tools.lint.rules import RULES, SEVERITIES, Finding, Found, Severity

__all__ = ["RULES", "SEVERITIES", "Finding", "Severity", "lint", "lint_sound"]

_ENDPOINT_RULES = "endpoint-rule-set-1"
_KEYS_BESIDE: dict[str, Callable[[dict[str, Any]], Found]] = {
    "paginators-1": keys.paginators,
    "waiters-2": keys.waiters,
    "examples-1": keys.examples,
}


def lint(model: Model) -> list[Finding]:
    """All findings in a model, the gravest first, then in the order of its files.

    A model with errors is not searched for more: what is right about it cannot be told. Where the
    model is botocore's and the user adds facts to it, only these are looked at.
    """
    found = list(sound.findings(model)) or list(_weaker(model))
    if model.shipped and model.stated:
        users = {str(one.file) for one in model.stated}
        found = [one for one in found if one.file in users]
    return _sorted(found)


def lint_sound(model: Model) -> list[Finding]:
    """Like ``lint``, of a model that has been built, and so is known to have no errors."""
    return _sorted(_weaker(model))


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _weaker(model: Model) -> Iterator[Finding]:
    service: dict[str, Any] = model.document(SERVICE_MODEL)
    yield from _in_file(model, SERVICE_MODEL, keys.service(service))
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
    for stem, unknown in _KEYS_BESIDE.items():
        if stem in model.documents:
            yield from _in_file(model, stem, unknown(model.document(stem)))


def _in_file(model: Model, stem: str, found: Found) -> Iterator[Finding]:
    file = model.file_name(stem)
    for rule, where, message in found:
        fix = RULES[rule].fix
        yield Finding(rule=rule, file=file, where=where, message=message, fix=fix)
