"""What a server sends for a request, and the record of the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from botosmith_runtime.fakes.engine.answers import Delivery
from botosmith_runtime.protocols.messages import Response

Verdict = Literal[
    "answered",
    "sampled",
    "error",
    "fault",
    "unmatched",
    "invalid",
    "unreadable",
    "unrouted",
    "failed",
]
"""What became of a request: a rule's answer, a sample, a rule's error or fault, no rule, a request
that breaks its shape, one that cannot be read, one of no known operation, or a failure of the
server itself."""

REFUSED: tuple[Verdict, ...] = ("unmatched", "invalid", "unreadable", "unrouted", "failed")
"""The verdicts that fail a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A request and what became of it. It has no header, and no member that is a secret.

    ``protocol`` is that of the request: SDKs choose different ones for one service. ``rule`` is
    the rule that answered, with the place where it was written. ``status`` is 0 if no response was
    sent. ``seconds`` is the time from the whole request to the answer's first byte. ``message``
    says why a request was refused.
    """

    service: str
    operation: str
    verdict: Verdict
    protocol: str = ""
    rule: str = ""
    status: int = 0
    seconds: float = 0.0
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response, and how it is sent.

    Without a response, the connection is reset; if ``silent``, the client waits in vain.
    """

    record: Record
    response: Response | None = None
    delivery: Delivery | None = None
    silent: bool = False
    in_parts: bool = False
    """Whether the body is events, each of which is sent as a part of its own."""
