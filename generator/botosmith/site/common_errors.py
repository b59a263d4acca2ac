"""Errors that no model names, because any operation can meet them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from botosmith import ir


@dataclass(frozen=True, slots=True)
class Answer:
    """An error code that AWS services share. ``retried``: botocore's standard mode does."""

    code: str
    http_status: int
    meaning: str
    retried: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception that comes from the client, before or without an answer."""

    module: str
    name: str
    meaning: str


ANSWERS = (
    Answer("AccessDeniedException", 403, "The caller's policies do not allow this call."),
    Answer("ExpiredTokenException", 403, "The session token has run out: get new credentials."),
    Answer(
        "IncompleteSignature",
        403,
        "The signature is not what AWS expects: something changed the request on its way.",
    ),
    Answer("InternalFailure", 500, "The service failed.", retried=True),
    Answer(
        "InvalidClientTokenId",
        403,
        "AWS does not know the access key: it was removed, or is of another partition.",
    ),
    Answer("OptInRequired", 403, "The account has not subscribed to the service."),
    Answer("RequestExpired", 400, "The request took 15 minutes, or this machine's clock is wrong."),
    Answer("RequestTimeout", 408, "The request arrived too slowly.", retried=True),
    Answer("ServiceUnavailable", 503, "The service cannot answer just now.", retried=True),
    Answer("ThrottlingException", 400, "Too many calls: slow down.", retried=True),
    Answer(
        "UnrecognizedClientException",
        403,
        "The access key or the token is not valid, as with an account of another region.",
    ),
    Answer("ValidationError", 400, "A parameter breaks a rule that the model does not tell."),
)
FAILURES = (
    Failure(
        "botosmith_runtime.errors",
        "RequestShapeError",
        "The request breaks its shape; nothing was sent. Also a botocore ParamValidationError.",
    ),
    Failure(
        "botosmith_runtime.errors",
        "ResponseShapeError",
        "The response breaks its shape and response_checks is strict; otherwise a ShapeWarning.",
    ),
    Failure(
        "botocore.exceptions",
        "NoCredentialsError",
        "No credentials were found: see connect(), profiles and AWS_PROFILE.",
    ),
    Failure(
        "botocore.exceptions",
        "EndpointConnectionError",
        "No connection to the endpoint: a wrong region or URL, or no network.",
    ),
    Failure(
        "botocore.exceptions",
        "ReadTimeoutError",
        "The answer took longer than Config(read_timeout=...), 60 seconds by default.",
    ),
    Failure(
        "botocore.exceptions",
        "WaiterError",
        "A waiter met its failure state or ran out of attempts; last_response has the answer.",
    ),
)


def shared(service: ir.Service) -> list[tuple[ir.Error, int]]:
    """The modelled errors and how many operations declare each, the commonest first."""
    count = Counter(name for operation in service.operations for name in operation.errors)
    by_name = {error.name: error for error in service.errors}
    return [(by_name[n], c) for n, c in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
