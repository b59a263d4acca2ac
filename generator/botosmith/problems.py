"""Errors that the user can fix: each problem names its file, shape and member.

::

    BotosmithError            any user error that ends a command (exit status 2)
    `-- ModelError            all problems of one model, found in one pass
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from botosmith_runtime.wording import did_you_mean as did_you_mean

from botosmith.text import printable

ErrorRule = Literal[
    "dangling-shape",
    "dangling-name",
    "min-above-max",
    "endless-shape",
    "nested-too-deeply",
    "oversized-value",
    "oversized-model",
    "outside-link",
    "reserved-file-name",
    "naming-clash",
    "unnameable",
    "unreadable-file",
    "missing-value",
    "wrong-value",
]
"""The rules that a model must obey to be built; ``lint.rules`` describes each."""

OddRule = Literal["odd-value", "odd-place", "odd-name"]
"""The rules for oddities that a build ignores, as botocore does: only the linter reports them."""


class BotosmithError(Exception):
    """One clear message for the user; the command line prints it without a traceback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with a model.

    ``where`` is the path inside the file, such as ``shapes.Job.members.JobId``; it may be empty.
    ``message`` says what is wrong, ``advice`` how to fix it. ``advice`` is empty if the description
    of the ``rule`` is enough.
    """

    file: str
    where: str
    message: str
    rule: ErrorRule | OddRule = "wrong-value"
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        advice = f"; {self.advice}" if self.advice else ""
        # Names in a model may contain line breaks, and characters that control a terminal.
        return printable(f"{place}: {self.message}{advice}").replace("\n", "\\n")


class ModelError(BotosmithError):
    """No package can be generated from a model; ``problems`` has all reasons."""

    def __init__(self, service: str, problems: Iterable[Problem]) -> None:
        self.service = service
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''}"
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"the model of {service} has {count}:{lines}")
