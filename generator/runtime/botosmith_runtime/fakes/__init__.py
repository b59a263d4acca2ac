"""Fakes of services: the base of generated fakes and rules, and names for tests to import.

``ANY``, ``ABSENT``  matchers; predicates and compiled regular expressions are matchers, too
``error``            makes an error of a service, for responders

``engine`` takes an operation and parameters, and returns an answer or a fault. It knows no
transport. ``adapters`` connect it to clients: to botocore's, as a ``botocore.stub.Stubber``, and to
those of aiobotocore.
"""

from __future__ import annotations

from botosmith_runtime.fakes.adapters.botocore.patching import Patch
from botosmith_runtime.fakes.engine.engine import Call
from botosmith_runtime.fakes.engine.errors import error
from botosmith_runtime.fakes.engine.matching import ABSENT, ANY, Matching
from botosmith_runtime.fakes.failures import (
    AmbiguousRulesError,
    BlockingResponderWarning,
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
    "BlockingResponderWarning",
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
