"""What validation finds in a model, under the linter's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from botosmith.models import validation
from botosmith.models.load import Model
from botosmith.problems import Problem
from botosmith.tools.lint.rules import RULES, Finding


def errors(model: Model) -> Iterator[Finding]:
    """Everything that keeps the model from being generated from."""
    return _findings(validation.problems(model))


def oddities(model: Model) -> Iterator[Finding]:
    """Everything that a build passes over, as botocore does."""
    return _findings(validation.oddities(model))


def _findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(
            rule=problem.rule,
            file=problem.file,
            where=problem.where,
            message=problem.message,
            fix=problem.advice or RULES[problem.rule].fix,  # the former is more to the point
        )
