"""The problems that validation finds in a model, as the linter's findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from botosmith.models import validation
from botosmith.models.load import Model
from botosmith.problems import Problem
from botosmith.tools.lint.rules import RULES, Finding


def errors(model: Model) -> Iterator[Finding]:
    """All problems that end a build."""
    return _findings(validation.problems(model))


def oddities(model: Model) -> Iterator[Finding]:
    """All oddities that a build ignores, as botocore does."""
    return _findings(validation.oddities(model))


def _findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(
            rule=problem.rule,
            file=problem.file,
            where=problem.where,
            message=problem.message,
            fix=problem.advice or RULES[problem.rule].fix,  # the first is more specific
        )
