"""Codes of errors that no model names: those that any AWS service answers with, and bare statuses.

Fakes, their types and the docs all go by these tables. Sources: AWS's "Common Errors" pages, "Error
responses" of S3, "Error codes" of EC2, and botocore's tables of what is retried (``_retry.json``,
``retries.standard``). Where AWS's pages and its models differ in a status, the models that have the
same error decide.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

CodeIn = Literal["body", "header", "status"]
"""Where botocore finds an error's code in an HTTP response."""


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
"""The codes of errors where no more than an HTTP status arrives, as for HEAD."""


class CommonError(NamedTuple):
    """An error that a service's operations have in common, whatever each declares."""

    code: str
    http_status: int
    meaning: str

    @property
    def retried(self) -> bool:
        """Whether botocore's standard mode tries again."""
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
    CommonError("ValidationError", 400, "A parameter breaks a rule that the model does not tell."),
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
    """Those of the JSON protocols, of which one knows no other status of the caller's but 400."""
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
            "ValidationException", 400, "A parameter breaks a rule that the model does not tell."
        ),
    )


_S3 = (
    CommonError("AccessDenied", 403, "A policy, an ACL or a block of public access denies it."),
    CommonError(
        "AuthorizationHeaderMalformed", 400, "Signed for another region than the bucket's."
    ),
    CommonError("BadDigest", 400, "What arrived has another checksum than what was sent."),
    CommonError("ExpiredToken", 400, _EXPIRED),
    CommonError("InternalError", 500, _FAILED),
    CommonError("InvalidAccessKeyId", 403, _UNKNOWN_KEY),
    CommonError("InvalidArgument", 400, "A parameter has a value that S3 does not take."),
    CommonError("InvalidBucketName", 400, "No bucket can have that name."),
    CommonError("InvalidRequest", 400, "S3 does not do that in this case; the text says why."),
    CommonError("InvalidToken", 400, _NOT_VALID),
    CommonError("MalformedXML", 400, "The document breaks S3's schema."),
    CommonError("MethodNotAllowed", 405, "Not on this resource, such as a delete marker."),
    CommonError("NoSuchBucket", 404, "There is no such bucket."),
    CommonError("OperationAborted", 409, "Another operation on the bucket is under way."),
    CommonError("PermanentRedirect", 301, "The bucket is in another region: ask there."),
    CommonError("PreconditionFailed", 412, "The object is not as IfMatch or its like ask."),
    CommonError("RequestTimeTooSkewed", 403, "This machine's clock is wrong by 15 minutes."),
    CommonError("RequestTimeout", 400, "The body arrived too slowly."),
    CommonError("ServiceUnavailable", 503, "The service cannot answer just now."),
    CommonError("SignatureDoesNotMatch", 403, _SIGNATURE),
    CommonError("SlowDown", 503, _SLOW_DOWN),
)
_EC2 = (
    CommonError("AuthFailure", 401, "The credentials are not valid."),
    CommonError("Blocked", 403, "The account is blocked."),
    CommonError("DryRunOperation", 412, "DryRun was asked for: the call would have been allowed."),
    CommonError("EC2ThrottledException", 503, _SLOW_DOWN),
    CommonError("IncompleteSignature", 400, _SIGNATURE),
    CommonError("InternalError", 500, _FAILED),
    CommonError("InvalidClientTokenId", 403, _UNKNOWN_KEY),
    CommonError("InvalidParameterCombination", 400, "These parameters exclude each other."),
    CommonError("InvalidParameterValue", 400, "A parameter has a value that EC2 does not take."),
    CommonError("MissingParameter", 400, "A parameter is missing that the model does not ask for."),
    CommonError("OptInRequired", 403, "The account has not subscribed to the service."),
    CommonError("PendingVerification", 403, "The account is being verified."),
    CommonError(
        "RequestExpired", 400, "The session token has run out, or this machine's clock is wrong."
    ),
    CommonError("RequestLimitExceeded", 503, _SLOW_DOWN),
    CommonError("SignatureDoesNotMatch", 403, _SIGNATURE),
    CommonError("UnauthorizedOperation", 403, _DENIED),
    CommonError("Unavailable", 503, "The service cannot answer just now."),
    CommonError("UnsupportedOperation", 400, "The resource does not support this call."),
)
_BY_PROTOCOL = {
    "ec2": _EC2,
    "json": _json(400, 400),
    "query": (*_XML, _INVALID_ACTION),
    "rest-json": _json(403, 429),
    "rest-xml": _XML,
    "smithy-rpc-v2-cbor": _json(403, 429),
}
_OWN = {
    "CloudSearch": (CommonError("BandwidthLimitExceeded", 509, _SLOW_DOWN),),
    "SQS": (CommonError("RequestThrottled", 403, _SLOW_DOWN),),
}


@cache
def common_errors(service_id: str, protocol: str) -> tuple[CommonError, ...]:
    """The errors that any operation of an AWS service may meet, by code."""
    if service_id == "S3":
        found = _S3
    else:
        found = (*_BY_PROTOCOL.get(protocol, ()), *_OWN.get(service_id, ()))
    return tuple(sorted(found))


def code_in(http_method: str, protocol: str) -> CodeIn:
    """Where botocore finds the code of an operation's errors.

    The answer to a HEAD request has no body. In REST with JSON a header still has the code, if not
    the text; in REST with XML all that arrives is the status: "404", "Not Found".
    """
    if http_method.upper() != "HEAD":
        return "body"
    return "header" if protocol == "rest-json" else "status"


def status_of(code: str) -> int | None:
    """The HTTP status that a code is, such as "404"; None for other codes."""
    if len(code) == 3 and code.isascii() and code.isdigit() and 300 <= int(code) <= 599:
        return int(code)
    return None
