"""What a fake raises when a test goes wrong.

::

    AssertionError
    `-- FakeError
        |-- RuleError             a rule cannot be written like this
        |-- UnexpectedCallError   a call matches no rule, or reached for the network
        |-- AmbiguousRulesError   two rules match equally well
        |-- ResponderError        a responder raised, or returned no response
        |-- UnusedRuleError       a rule, or an answer of its, was never used
        `-- FakeClosedError       the fake was closed before

They are no botocore errors, so that code under test which handles those does not swallow them.
"""

from __future__ import annotations

import sys

from botosmith_runtime.installed import is_ours


class FakeError(AssertionError):
    """What is wrong lies with the test, or with what the code under test asks for."""


class RuleError(FakeError, ValueError):
    """A rule cannot be written like this: an unknown member, a response that breaks its shape."""


class UnexpectedCallError(FakeError):
    """No rule answers a call; the message compares it with the closest rule."""


class AmbiguousRulesError(FakeError):
    """Two rules match a call equally well."""


class ResponderError(FakeError):
    """The function behind ``responds`` failed or returned nonsense."""


class UnusedRuleError(FakeError):
    """A rule was never used, or less often than it says."""


class FakeClosedError(FakeError):
    """The fake was closed: it takes no more rules, and its client no more calls."""


def where_written() -> str:
    """``file:line`` of the code that called into botosmith."""
    # inspect's functions would read source files.
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and is_ours(frame.f_globals.get("__name__")):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
