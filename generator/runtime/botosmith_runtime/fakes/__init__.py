"""Fakes of services: the base of generated fakes and rules, and names for tests to import.

``ANY``, ``ABSENT``  matchers; a predicate or a compiled regular expression is one, too
``error``            an error of a service's, for responders

``engine`` takes an operation and parameters and gives an answer or a fault; it knows no transport.
``adapters`` bring it to clients: today to botocore's, as a ``botocore.stub.Stubber``.

Async clients have no fakes (aiobotocore#781, #939): their calls go through another pipeline, for
which there are no generated clients either.
"""

from __future__ import annotations

from botosmith_runtime.fakes.adapters.botocore.patching import Patch
from botosmith_runtime.fakes.engine.engine import Call
from botosmith_runtime.fakes.engine.errors import error
from botosmith_runtime.fakes.engine.matching import ABSENT, ANY, Matching
from botosmith_runtime.fakes.failures import (
    AmbiguousRulesError,
    FakeClosedError,
    FakeError,
    ResponderError,
    RuleError,
    UnexpectedCallError,
    UnusedRuleError,
)
from botosmith_runtime.fakes.fake import Fake
from botosmith_runtime.fakes.rules import Pages, Raises, Rule
from botosmith_runtime.fakes.stores import Store

__all__ = [
    "ABSENT",
    "ANY",
    "AmbiguousRulesError",
    "Call",
    "Fake",
    "FakeClosedError",
    "FakeError",
    "Matching",
    "Pages",
    "Patch",
    "Raises",
    "ResponderError",
    "Rule",
    "RuleError",
    "Store",
    "UnexpectedCallError",
    "UnusedRuleError",
    "error",
]
