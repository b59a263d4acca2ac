"""What keeps a model from being built, under the rules' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from botosmith import extras, soundness
from botosmith.linting.rules import RULES, Finding
from botosmith.load import Model

# Phrases of soundness's messages, the first that fits; everything else is a wrong value.
_PHRASES = (
    ("does not define", "dangling-shape"),
    ("is above max", "min-above-max"),
    ("clashes with", "naming-clash"),
    ("no finite value", "endless-shape"),
    ("no type can say", "endless-shape"),
    ("lists and maps, one inside", "endless-shape"),
    ("not an identifier", "unnameable"),
    ("begins with _", "unnameable"),
    ("an empty name", "unnameable"),
    ("no method of botocore's", "unnameable"),
    ("names no operation", "dangling-name"),
    ("the model has no", "dangling-name"),
    ("has no member of that name", "dangling-name"),
    ("is not a member of", "dangling-name"),
    ("is no value of the enumeration", "dangling-name"),
    ("no operation's input has a member", "dangling-name"),
    ("nothing fills", "dangling-name"),
    ("has location uri, but no", "dangling-name"),
    ("missing", "missing-value"),
)


# Where a message ends and its advice begins, outside of what it quotes of the model.
_PARTS = re.compile(r'"(?:[^"\\]|\\.)*"|; ')


def findings(model: Model) -> Iterator[Finding]:
    """Every problem that soundness, or the schema of ``botosmith-1.json``, has with the model."""
    _, wrong_extras = extras.parse(model)
    unreadable = [*model.unreadable.values()]
    for problem in (*soundness.problems(model), *wrong_extras):
        rule = next((name for text, name in _PHRASES if text in problem.message), "wrong-value")
        if problem in unreadable:
            rule = "unreadable-file"
        message, mend = _advice(problem.message)
        yield Finding(
            rule=rule,
            file=problem.file,
            where=problem.where,
            message=message,
            mend=mend or RULES[rule].mend,
        )


def _advice(message: str) -> tuple[str, str]:
    """A message and how to mend what it says, if it says so: that is more to the point."""
    ends = [found for found in _PARTS.finditer(message) if found[0] == "; "]
    if not ends:
        return message, ""
    return message[: ends[-1].start()], message[ends[-1].end() :]
