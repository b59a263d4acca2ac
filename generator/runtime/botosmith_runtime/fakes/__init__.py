"""Fakes of services: the base of generated fakes and rules, and names for tests to import.

``ANY``, ``ABSENT``  matchers; predicates and compiled regular expressions are matchers, too
``error``            makes an error of a service, for responders
``serve``            serves fakes by HTTP; ``FakeX().serve()`` does it for one

``engine`` takes an operation and parameters, and returns an answer or a fault. It knows no
transport. ``adapters`` connect it to clients: to botocore's, as a ``botocore.stub.Stubber``, and to
those of aiobotocore.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botosmith_runtime.first_use import importing

if TYPE_CHECKING:
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
    from botosmith_runtime.fakes.serving import Server, serve
    from botosmith_runtime.fakes.stores import Store

_HOMES = {
    "ABSENT": "engine.matching",
    "ANY": "engine.matching",
    "AmbiguousRulesError": "failures",
    "BlockingResponderWarning": "failures",
    "Call": "engine.engine",
    "Fake": "fake",
    "FakeClosedError": "failures",
    "FakeError": "failures",
    "Matching": "engine.matching",
    "Pages": "rules",
    "Patch": "adapters.botocore.patching",
    "Raises": "rules",
    "ResponderError": "failures",
    "Rule": "rules",
    "RuleError": "failures",
    "Server": "serving",
    "Store": "stores",
    "UnexpectedCallError": "failures",
    "UnusedRuleError": "failures",
    "error": "engine.errors",
    "serve": "serving",
}

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
    "Server",
    "Store",
    "UnexpectedCallError",
    "UnusedRuleError",
    "error",
    "serve",
]

if not TYPE_CHECKING:
    __getattr__ = importing(__name__, _HOMES)  # a server needs no botocore client
