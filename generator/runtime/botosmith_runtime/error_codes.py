"""Codes of errors that are not in models: common errors of AWS services, and bare HTTP statuses.

Fakes, their types and the docs use these tables, which depend on the protocol, and the service's
own facts (``service_facts``). Sources: AWS's "Common Errors" pages, and botocore's tables of
retried errors (``_retry.json``, ``retries.standard``). If AWS's pages and models differ in a
status, the models that have the error decide.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from botosmith_runtime.service_facts import Facts, known

CodeIn = Literal["body", "header", "status"]
"""The part of an HTTP response from which botocore reads an error's code."""


BareStatus = Literal[
    "301",
    "304",
    "307",
    "400",
    "403",
    "404",
    "405",
    "409",
    "412",
    "416",
    "429",
    "500",
    "501",
    "502",
    "503",
    "504",
]
"""The codes of errors if only an HTTP status arrives, as for HEAD."""


class CommonError(NamedTuple):
    """An error that any operation of a service may return, even if it does not declare it."""

    code: str
    http_status: int
    meaning: str

    @property
    def retried(self) -> bool:
        """Whether botocore's standard retry mode retries the error."""
        return self.http_status in (500, 502, 503, 504) or self.code in _RETRIED


_RETRIED = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestTimeout",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)

_DENIED = "The caller's policies do not allow this call."
_EXPIRED = "The session token has run out: get new credentials."
_FAILED = "The service failed."
_SIGNATURE = (
    "The signature is not what AWS expects: the secret key is wrong, or something changed the "
    "request on its way."
)
_SLOW_DOWN = "Too many calls: slow down."
_UNKNOWN_KEY = "AWS does not know the access key: it was removed, or is of another partition."
_NOT_VALID = "The access key or the token is not valid, as with an account of another region."
_UNSIGNED = "The request has no signature, or its address is not the service's."

_EVERYWHERE = (
    CommonError("InternalFailure", 500, _FAILED),
    CommonError("OptInRequired", 403, "The account has not subscribed to the service."),
    CommonError(
        "RequestExpired", 400, "The request took 15 minutes, or this machine's clock is wrong."
    ),
    CommonError("RequestTimeout", 408, "The request arrived too slowly."),
    CommonError("ServiceUnavailable", 503, "The service cannot answer just now."),
    CommonError("ValidationError", 400, "A parameter breaks a rule that is not in the model."),
)
_XML = (
    *_EVERYWHERE,
    CommonError("AccessDenied", 403, _DENIED),
    CommonError("ExpiredToken", 403, _EXPIRED),
    CommonError("IncompleteSignature", 403, _SIGNATURE),
    CommonError("InvalidClientTokenId", 403, _UNKNOWN_KEY),
    CommonError("MissingAuthenticationToken", 403, _UNSIGNED),
    CommonError("SignatureDoesNotMatch", 403, _SIGNATURE),
    CommonError("Throttling", 400, _SLOW_DOWN),
)
_INVALID_ACTION = CommonError("InvalidAction", 400, "The service has no such operation.")


def _json(client_status: int, throttled_status: int) -> tuple[CommonError, ...]:
    """The common errors of a JSON protocol, with its statuses for client errors and throttling."""
    return (
        *_EVERYWHERE,
        CommonError("AccessDeniedException", client_status, _DENIED),
        CommonError("ExpiredTokenException", client_status, _EXPIRED),
        CommonError("IncompleteSignatureException", client_status, _SIGNATURE),
        CommonError("InvalidSignatureException", client_status, _SIGNATURE),
        CommonError("MissingAuthenticationTokenException", client_status, _UNSIGNED),
        CommonError("ServiceUnavailableException", 503, "The service cannot answer just now."),
        CommonError("ThrottlingException", throttled_status, _SLOW_DOWN),
        CommonError("TooManyRequestsException", throttled_status, _SLOW_DOWN),
        CommonError("UnrecognizedClientException", client_status, _NOT_VALID),
        CommonError(
            "ValidationException", 400, "A parameter breaks a rule that is not in the model."
        ),
    )


_BY_PROTOCOL = {
    "json": _json(400, 400),
    "query": (*_XML, _INVALID_ACTION),
    "rest-json": _json(403, 429),
    "rest-xml": _XML,
    "smithy-rpc-v2-cbor": _json(403, 429),
}
_NOTHING: Facts = {}


def common_errors(
    service_id: str, protocol: str, stated: Facts = _NOTHING
) -> tuple[CommonError, ...]:
    """The errors that any operation of an AWS service may return, sorted by code.

    ``stated`` are the facts of the model's ``botosmith-1.json``. They are added to those of
    ``service_facts`` and override them.
    """
    facts = [one.get("commonErrors", _NOTHING) for one in (known(service_id), stated)]
    instead = any(one.get("insteadOfProtocol") for one in facts)
    of_protocol = () if instead else _BY_PROTOCOL.get(protocol, ())
    found = {error.code: error for error in of_protocol}
    for one in facts:
        for code, error in one.get("errors", _NOTHING).items():
            found[code] = CommonError(code, error["httpStatus"], error["meaning"])
    return tuple(sorted(found.values()))


def code_in(http_method: str, protocol: str) -> CodeIn:
    """Where botocore reads the code of an operation's errors.

    The response to a HEAD request has no body. In REST-JSON a header has the code, but no message.
    In REST-XML only the status arrives: "404", "Not Found".
    """
    if http_method.upper() != "HEAD":
        return "body"
    return "header" if protocol == "rest-json" else "status"


def status_of(code: str) -> int | None:
    """The HTTP status if the code is one, such as "404"; None for other codes."""
    if len(code) == 3 and code.isascii() and code.isdigit() and 300 <= int(code) <= 599:
        return int(code)
    return None
