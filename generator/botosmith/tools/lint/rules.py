"""The linter's rules: the severity of each, its description, and how to fix a finding."""

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
    """One finding of a rule, and how to fix it.

    ``where`` is a path inside the file, empty for the whole file.
    """

    rule: str
    file: str
    where: str
    message: str
    fix: str

    @property
    def severity(self) -> Severity:
        """The severity of the finding's rule."""
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
    "dangling-shape": _error("a reference to a missing shape", "define the shape, or fix the name"),
    "dangling-name": _error(
        "the name of a missing operation, member or value",
        "fix the name, or remove the entry",
    ),
    "min-above-max": _error("limits that no value can satisfy", "lower min, or raise max"),
    "endless-shape": _error(
        "a shape that no finite value or type can have", "break the cycle as the message says"
    ),
    "nested-too-deeply": _error(
        "shapes that are nested deeper than a sample or botocore allows",
        "remove some levels",
    ),
    "oversized-value": _error(
        "a shape whose smallest value is too large for a sample",
        "lower a min, or require less",
    ),
    "oversized-model": _error(
        "more than a model may have: files, bytes, operations, shapes, members or patterns",
        "remove what no operation needs, or slice the model",
    ),
    "outside-link": _error(
        "a symbolic link that leads out of the model's directory, or to nothing",
        "replace the link by the file itself",
    ),
    "reserved-file-name": _error("a name for which Windows allows no file", "choose another name"),
    "naming-clash": _error("two things with the same name in Python", "rename one of them"),
    "unnameable": _error(
        "a name that is not valid in Python", "use letters, digits and underscores"
    ),
    "unreadable-file": _error("a file that cannot be read", "fix it, or remove it"),
    "missing-value": _error("a missing value that the format requires", "add it"),
    "wrong-value": _error("a trait of the wrong type or value", "write what is expected"),
    # --- warnings -----------------------------------------------------------------------------
    "odd-value": _warning(
        "a value that the format does not allow, but on which botocore does not fail",
        "write what is expected, or leave it out",
    ),
    "odd-place": _warning("a trait on a shape of the wrong type: it has no effect", "leave it out"),
    "odd-name": _warning(
        "the name of something missing, which botocore does not look up",
        "fix the name, or leave it out",
    ),
    "unknown-key": _warning(
        "a key that nothing reads: it has no effect", "fix its name, or remove it"
    ),
    "unmarked-exception": _warning(
        "an error whose shape is not an exception: botocore does not read its members",
        'add "exception": true to the shape, or remove it from errors',
    ),
    "unreachable-shape": _warning("a shape that no operation uses", "remove it, or refer to it"),
    "pattern-untranslatable": _warning(
        "a pattern that is not valid Java, or has no counterpart in Python",
        "fix it here, or override it in botosmith-1.json",
    ),
    "pattern-implausible": _warning(
        "a pattern that no ordinary value matches: it is not checked",
        "remove the slashes around it or the doubled backslashes, or repeat the class",
    ),
    "pattern-explosive": _warning(
        "a pattern that can take polynomial or exponential time",
        "let only one part of it match a text, or give the shape a max",
    ),
    "enum-breaks-pattern": _warning(
        "a value of an enumeration that does not match its own pattern",
        "fix the pattern or the value",
    ),
    "enum-breaks-length": _warning(
        "a value of an enumeration that breaks its own min or max", "fix the limit or the value"
    ),
    "example-breaks-shape": _warning(
        "an example whose request or response is not valid",
        "fix the example, or the shape",
    ),
    "paginator-dead-path": _warning(
        "a path that does not exist in the response", "fix the path; pages end or stay empty"
    ),
    "waiter-dead-path": _warning(
        "a path that does not exist in the response", "fix the path; the acceptor never matches"
    ),
    "waiter-dead-value": _warning(
        "an expected value that is not possible there",
        "fix the value; the acceptor never matches",
    ),
    "authentication-twice": _warning(
        "an AWS signature in addition to the authentication in botosmith-1.json",
        "remove it, or write bearer if the file states bearer",
    ),
    # --- notes --------------------------------------------------------------------------------
    "waiter-unmodelled-error": _note(
        "an error code that the operation does not declare",
        "declare the error, or fix the code",
    ),
    "names-differ-by-case": _note(
        "shapes whose names differ only by case: one type gets a number",
        "rename one of them",
    ),
    "device-name": _note(
        "an operation or a shape with a name that Windows reserves: its page gets an underscore",
        "rename it",
    ),
    "undocumented-service": _note("a service without documentation", "say what it is for"),
    "undocumented-operation": _note("an operation without documentation", "say what it does"),
    "undocumented-member": _note("a member without documentation", "say what it holds"),
}
