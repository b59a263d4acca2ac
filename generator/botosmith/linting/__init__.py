"""Is a model as good as it can be? All that a build would choke on, and much that it would not.

Each rule has a name, a severity and a way to mend what it finds: see ``rules``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botosmith.linting import constraints, examples, pollers, sound, upkeep
from botosmith.linting.rules import RULES, SEVERITIES, Finding, Found, Severity
from botosmith.load import SERVICE_MODEL, Model
from botosmith.problems import ModelError

__all__ = ["RULES", "SEVERITIES", "Finding", "Severity", "lint"]


def lint(model: Model) -> list[Finding]:
    """All findings in a model, the gravest first, then in the order of its files.

    A model with errors is not searched for more: what is right about it cannot be told. Raises
    ModelError for files that cannot be read.
    """
    if model.unreadable:
        raise ModelError(model.service, model.unreadable.values())
    found = list(sound.findings(model)) or list(_weaker(model))
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _weaker(model: Model) -> Iterator[Finding]:
    service: dict[str, Any] = model.document(SERVICE_MODEL)
    yield from _in_file(model, SERVICE_MODEL, constraints.findings(service["shapes"]))
    yield from _in_file(model, SERVICE_MODEL, upkeep.findings(service))
    for stem, findings in (("paginators-1", pollers.paginators), ("waiters-2", pollers.waiters)):
        if stem in model.documents:
            yield from _in_file(model, stem, findings(model.document(stem), service))
    yield from _in_file(model, "examples-1", examples.findings(model))


def _in_file(model: Model, stem: str, found: Found) -> Iterator[Finding]:
    file = model.file_name(stem)
    for rule, where, message in found:
        yield Finding(rule=rule, file=file, where=where, message=message)
