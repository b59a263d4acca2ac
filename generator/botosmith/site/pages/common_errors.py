"""Errors that any operation may raise: the client's own, and those that most operations declare.

The common errors of AWS's services are in ``ir.Service.common_errors``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from botosmith import ir


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception that the client raises before or without a response."""

    module: str
    name: str
    meaning: str


FAILURES = (
    Failure(
        "botosmith_runtime.violations",
        "RequestShapeError",
        "The request breaks its shape; nothing was sent. Also a botocore ParamValidationError.",
    ),
    Failure(
        "botosmith_runtime.violations",
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
    """The modelled errors and how many operations declare each, the most frequent first."""
    count = Counter(name for operation in service.operations for name in operation.errors)
    by_name = {error.name: error for error in service.errors}
    return [(by_name[n], c) for n, c in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
