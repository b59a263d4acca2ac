"""What the linter looks for: each rule's severity, what it is about, and how to fix a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """An *error* ends a build, a *warning* misleads users, a *note* is untidy."""

    severity: Severity
    about: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found, and how to make it go away.

    ``where`` is a path inside the file, empty for the whole of it.
    """

    rule: str
    file: str
    where: str
    message: str
    fix: str

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return RULES[self.rule].severity


Findings = Iterator[tuple[str, str, str]]
"""Findings of one file: rule, path and message."""


def _error(about: str, fix: str) -> LintRule:
    return LintRule(severity="error", about=about, fix=fix)


def _warning(about: str, fix: str) -> LintRule:
    return LintRule(severity="warning", about=about, fix=fix)


def _note(about: str, fix: str) -> LintRule:
    return LintRule(severity="note", about=about, fix=fix)


RULES: dict[str, LintRule] = {
    # --- errors: found by validation ----------------------------------------------------------
    "dangling-shape": _error(
        "a reference to a shape that is not there", "define the shape, or fix the name"
    ),
    "dangling-name": _error(
        "the name of an operation, member or value that is not there",
        "fix the name, or take the entry out",
    ),
    "min-above-max": _error("limits that no value can keep", "lower min, or raise max"),
    "endless-shape": _error(
        "a shape that no finite value or type can have", "break the cycle as the message says"
    ),
    "nested-too-deeply": _error(
        "shapes inside of shapes, more than a sample or botocore can go through",
        "take out some levels",
    ),
    "oversized-value": _error(
        "a shape whose smallest value is too large for a sample",
        "lower a min, or require less",
    ),
    "oversized-model": _error(
        "more than a model may have: files, bytes, operations, shapes, members or patterns",
        "take out what no operation needs, or slice the model",
    ),
    "outside-link": _error(
        "a symbolic link out of the model's directory, or to nothing",
        "put the file itself there",
    ),
    "reserved-file-name": _error(
        "a name of which a file would be made that Windows cannot have", "choose another name"
    ),
    "naming-clash": _error("two things that would have one name in Python", "rename one of them"),
    "unnameable": _error("a name that is none in Python", "use letters, digits and underscores"),
    "unreadable-file": _error("a file that cannot be read", "fix it, or take it away"),
    "missing-value": _error("something that the format requires", "add it"),
    "wrong-value": _error("a trait of the wrong type or value", "write what is expected"),
    # --- warnings -----------------------------------------------------------------------------
    "odd-value": _warning(
        "a value that the format does not allow, and that botocore does not fail on",
        "write what is expected, or leave it out",
    ),
    "odd-place": _warning(
        "a trait on a shape of another type than it is for: without effect", "leave it out"
    ),
    "odd-name": _warning(
        "the name of something that is not there, which botocore does not look up",
        "fix the name, or leave it out",
    ),
    "unknown-key": _warning(
        "a key that nothing reads: without effect", "fix its name, or take it out"
    ),
    "unmarked-exception": _warning(
        "an error whose shape is no exception: botocore reads none of its members",
        'add "exception": true to the shape, or take it out of errors',
    ),
    "unreachable-shape": _warning(
        "a shape that no operation leads to", "take it out, or refer to it"
    ),
    "pattern-untranslatable": _warning(
        "a pattern that is not valid Java, or has no counterpart in Python",
        "fix it here, or override it in botosmith-1.json",
    ),
    "pattern-implausible": _warning(
        "a pattern that no ordinary value matches: it is not checked",
        "take out the slashes around it or the doubled backslashes, or repeat the class",
    ),
    "pattern-explosive": _warning(
        "a pattern on which a matcher can spend polynomial or exponential time",
        "let only one part of it match a text, or give the shape a max",
    ),
    "enum-breaks-pattern": _warning(
        "a value of an enumeration that its own pattern refuses", "fix the pattern or the value"
    ),
    "enum-breaks-length": _warning(
        "a value of an enumeration that its own min or max refuses", "fix the limit or the value"
    ),
    "example-breaks-shape": _warning(
        "an example whose request or response is not valid",
        "fix the example, or the shape",
    ),
    "paginator-dead-path": _warning(
        "a path that leads nowhere in the response", "fix the path; pages end or stay empty"
    ),
    "waiter-dead-path": _warning(
        "a path that leads nowhere in the response", "fix the path; the acceptor never matches"
    ),
    "waiter-dead-value": _warning(
        "an expected value that cannot come there",
        "fix the value; the acceptor never matches",
    ),
    "authentication-twice": _warning(
        "a signature of AWS's, beside the authentication that botosmith-1.json states",
        "take it out, or write bearer where that is stated",
    ),
    # --- notes --------------------------------------------------------------------------------
    "waiter-unmodelled-error": _note(
        "an error code that the operation does not declare",
        "declare the error, or fix the code",
    ),
    "names-differ-by-case": _note(
        "shapes whose names differ by nothing but case: one type gets a number",
        "rename one of them",
    ),
    "device-name": _note(
        "an operation or a shape whose page cannot have its name on Windows: it gets an underscore",
        "rename it",
    ),
    "undocumented-service": _note("a service without documentation", "say what it is for"),
    "undocumented-operation": _note("an operation without documentation", "say what it does"),
    "undocumented-member": _note("a member without documentation", "say what it holds"),
}
