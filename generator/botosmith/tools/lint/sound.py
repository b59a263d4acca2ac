"""What keeps a model from being built, under the rules' names."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith.models import extras, validation
from botosmith.models.load import Model
from botosmith.tools.lint.rules import RULES, Finding


def findings(model: Model) -> Iterator[Finding]:
    """Every problem that soundness, or the schema of ``botosmith-1.json``, has with the model."""
    _, wrong_extras = extras.parse(model)
    for problem in (*validation.problems(model), *wrong_extras):
        yield Finding(
            rule=problem.rule,
            file=problem.file,
            where=problem.where,
            message=problem.message,
            fix=problem.advice or RULES[problem.rule].fix,  # the former is more to the point
        )
