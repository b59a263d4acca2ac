"""The errors that a fake raises in a test.

::

    AssertionError
    `-- FakeError
        |-- RuleError             a rule cannot be written like this
        |-- UnexpectedCallError   a call matches no rule, or would use the network
        |-- AmbiguousRulesError   two rules match equally well
        |-- ResponderError        a responder raised, or returned no valid response
        |-- UnusedRuleError       a rule, or one of its answers, was never used
        `-- FakeClosedError       the fake was used after it was closed

::

    UserWarning
    `-- BlockingResponderWarning  a responder blocked the event loop

None of the errors is a botocore error, so that code under test which catches botocore's errors does
not catch these.
"""

from __future__ import annotations

import sys

from botosmith_runtime.installed import is_ours


class FakeError(AssertionError):
    """The base class: something is wrong with the test, or with a call of the code under test."""


class RuleError(FakeError, ValueError):
    """A rule is not valid: for example an unknown member, or a response that breaks its shape."""


class UnexpectedCallError(FakeError):
    """No rule answers a call; the message compares it with the closest rule."""


class AmbiguousRulesError(FakeError):
    """Two rules match a call equally well."""


class ResponderError(FakeError):
    """The function of ``responds`` raised, or returned no valid response."""


class UnusedRuleError(FakeError):
    """A rule was never used, or fewer times than it says."""


class FakeClosedError(FakeError):
    """The fake is closed: it accepts no more rules, and its client no more calls."""


class BlockingResponderWarning(UserWarning):
    """A responder that is not a coroutine took long while an event loop was waiting for it."""


def where_written() -> str:
    """``file:line`` of the code that called into botosmith."""
    # The functions of inspect read source files, which takes long.
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and is_ours(frame.f_globals.get("__name__")):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
