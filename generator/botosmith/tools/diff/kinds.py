"""The effect of each kind of change on callers who upgrade from the old model to the new one.

*Breaking*: correct code stops working, or a valid request becomes invalid. *Risky*: code can get
something that it did not get before, or the same call is sent differently. *Safe*: nothing that
worked can fail. The effect depends on the side: if a request may no longer contain a value, callers
break; if a response no longer contains it, they do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal["breaking", "risky", "safe"]
ChangeSide = Literal["service", "request", "response"]
Bump = Literal["major", "minor", "patch", "none"]

EFFECTS: tuple[Effect, ...] = ("breaking", "risky", "safe")
BUMPS: tuple[Bump, ...] = ("major", "minor", "patch", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKind:
    """The effect of one kind of change by side; None if it cannot occur there.

    ``adds`` means that there is something new to use, so that even a safe change needs a minor
    version.
    """

    about: str
    service: Effect | None = None
    request: Effect | None = None
    response: Effect | None = None
    adds: bool = False

    def effect(self, side: ChangeSide) -> Effect:
        """The effect on one side."""
        found: dict[ChangeSide, Effect | None] = {
            "service": self.service,
            "request": self.request,
            "response": self.response,
        }
        effect = found[side]
        assert effect is not None, (side, self.about)
        return effect

    def bump(self, effect: Effect) -> Bump:
        """The part of a semantic version that must be raised for a change with this effect."""
        if effect == "breaking":
            return "major"
        return "minor" if effect == "risky" or self.adds else "patch"


def _of_service(effect: Effect, about: str, *, adds: bool = False) -> ChangeKind:
    return ChangeKind(about=about, service=effect, adds=adds)


def _of_requests(effect: Effect, about: str, *, adds: bool = False) -> ChangeKind:
    return ChangeKind(about=about, request=effect, adds=adds)


def _of_responses(effect: Effect, about: str, *, adds: bool = False) -> ChangeKind:
    return ChangeKind(about=about, response=effect, adds=adds)


def _of_sides(request: Effect, response: Effect, about: str, *, adds: bool = False) -> ChangeKind:
    return ChangeKind(about=about, request=request, response=response, adds=adds)


KINDS: dict[str, ChangeKind] = {
    # --- the service --------------------------------------------------------------------------
    "service-id-changed": _of_service("breaking", "the names of classes and events depend on it"),
    "api-version-changed": _of_service("risky", "clients that pin api_version find no model"),
    "protocol-changed": _of_service("risky", "recordings and proxies see other bytes"),
    "endpoint-changed": _of_service("risky", "requests go to other hosts"),
    "endpoint-rules-changed": _of_service("risky", "requests may go to other hosts"),
    "endpoint-parameters-changed": _of_service("risky", "requests may go to other hosts"),
    "signature-changed": _of_service("risky", "requests are signed in another way"),
    "authentication-changed": _of_service("risky", "connect() authenticates in another way"),
    "error-message-path-changed": _of_service("risky", "error.message is read elsewhere"),
    "metadata-changed": _of_service("safe", "other facts of the metadata"),
    # --- operations ---------------------------------------------------------------------------
    "operation-added": _of_service("safe", "a new method", adds=True),
    "operation-removed": _of_service("breaking", "a method is missing"),
    "operation-deprecated": _of_service("safe", "it still works"),
    "operation-undeprecated": _of_service("safe", "it will not be removed"),
    "operation-trait-changed": _of_service("risky", "the same call is sent in another way"),
    "http-method-changed": _of_service("risky", "recordings and proxies see another request"),
    "http-path-changed": _of_service("risky", "recordings and proxies see another request"),
    "success-status-changed": _of_service("risky", "code that compares HTTPStatusCode"),
    "host-prefix-changed": _of_service("risky", "requests go to other hosts"),
    "request-added": ChangeKind(
        about="parameters where there were none", request="safe", adds=True
    ),
    "request-removed": _of_requests("breaking", "parameters are refused"),
    "response-added": _of_responses("safe", "keys where there were none", adds=True),
    "response-removed": _of_responses("breaking", "the response has no keys"),
    # --- errors -------------------------------------------------------------------------------
    "error-added": ChangeKind(
        about="an error that nobody catches yet", response="risky", adds=True
    ),
    "error-removed": _of_responses("safe", "a handler that no longer runs"),
    "error-class-removed": _of_service("breaking", "client.exceptions lacks an attribute"),
    "error-code-changed": _of_responses("breaking", "code that compares error codes"),
    "error-status-changed": _of_responses("risky", "code that compares statuses"),
    "error-blame-changed": _of_responses("risky", "code that retries by senderFault"),
    "error-retry-changed": _of_responses("risky", "it is retried in another way"),
    # --- what calls operations ----------------------------------------------------------------
    "paginator-added": _of_service("safe", "a new paginator", adds=True),
    "paginator-removed": _of_service("breaking", "a paginator is missing"),
    "paginator-changed": _of_service("risky", "pages are requested, or read, in another way"),
    "waiter-added": _of_service("safe", "a new waiter", adds=True),
    "waiter-removed": _of_service("breaking", "a waiter is missing"),
    "waiter-changed": _of_service("risky", "it ends at another time"),
    "examples-changed": _of_service("safe", "documentation"),
    # --- shapes -------------------------------------------------------------------------------
    "type-changed": _of_sides("breaking", "breaking", "values of another type"),
    "shape-renamed": _of_sides("risky", "risky", "generated types are named after it"),
    "member-added": _of_sides("safe", "safe", "a new optional member", adds=True),
    "required-member-added": _of_sides("breaking", "safe", "requests lack it", adds=True),
    "member-removed": _of_sides("breaking", "breaking", "it is refused, or always missing"),
    "member-made-required": _of_sides("breaking", "safe", "requests may lack it"),
    "member-made-optional": _of_sides("safe", "breaking", "a response may lack it"),
    "member-deprecated": _of_sides("safe", "safe", "it still works"),
    "member-undeprecated": _of_sides("safe", "safe", "it will not be removed"),
    "presence-rule-changed": _of_responses("risky", "when a member is present"),
    "union-made": _of_sides("breaking", "safe", "one member at a time"),
    "union-unmade": _of_sides("safe", "risky", "several members at a time"),
    "list-made-sparse": _of_sides("safe", "risky", "it may contain None"),
    "list-made-dense": _of_sides("breaking", "safe", "it may no longer contain None"),
    "document-changed": _of_sides("breaking", "breaking", "free JSON, or not"),
    "streaming-changed": _of_sides("risky", "breaking", "a stream to read, or bytes"),
    "event-stream-changed": _of_sides("breaking", "breaking", "events, or one value"),
    "idempotency-token-added": _of_sides("safe", "safe", "botocore fills it in", adds=True),
    "idempotency-token-removed": _of_sides("risky", "safe", "botocore no longer fills it in"),
    "sensitivity-changed": _of_sides("safe", "safe", "what messages show"),
    # --- constraints --------------------------------------------------------------------------
    "enum-value-added": _of_sides("safe", "risky", "a value that nobody expects yet", adds=True),
    "enum-value-removed": _of_sides("breaking", "safe", "a value that is refused"),
    "enum-added": _of_sides("breaking", "safe", "other values are refused"),
    "enum-removed": _of_sides("safe", "risky", "any value can come"),
    "pattern-added": _of_sides("breaking", "safe", "other texts are refused"),
    "pattern-removed": _of_sides("safe", "risky", "any text can come"),
    "pattern-tightened": _of_sides("breaking", "safe", "some texts are refused"),
    "pattern-loosened": _of_sides("safe", "risky", "texts of another form can come"),
    "pattern-changed": _of_sides("breaking", "risky", "some texts are refused, others can come"),
    "minimum-raised": _of_sides("breaking", "safe", "less is refused"),
    "minimum-lowered": _of_sides("safe", "risky", "less can come"),
    "maximum-lowered": _of_sides("breaking", "safe", "more is refused"),
    "maximum-raised": _of_sides("safe", "risky", "more can come"),
    "constraint-added": _of_sides("breaking", "safe", "other values are refused"),
    "constraint-removed": _of_sides("safe", "risky", "other values can come"),
    "constraint-changed": _of_sides("breaking", "risky", "other values are refused, or can come"),
    # --- the wire -----------------------------------------------------------------------------
    "wire-place-changed": _of_sides("risky", "risky", "it is elsewhere in the HTTP message"),
    "wire-format-changed": _of_sides("risky", "risky", "it is written in another way"),
    "timestamp-format-changed": _of_sides("risky", "risky", "times are written in another way"),
    "trait-changed": _of_sides("risky", "risky", "a trait without a specific rule"),
    # --- texts --------------------------------------------------------------------------------
    "documentation-changed": _of_service("safe", "texts"),
    "origin-changed": _of_service("safe", "where a slice was cut from"),
}
