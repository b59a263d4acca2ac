"""The services that tests of all of AWS look at."""

from __future__ import annotations

import os
from collections.abc import Iterable

from botosmith.models.load import Library

# Every protocol, and every quirk of the models that naming and typing have to cope with.
CROSS_SECTION = [
    "apigatewayv2", "bedrock-agent-runtime", "bedrock-runtime", "chime", "cloudwatch",
    "codecatalyst", "dynamodb", "glue", "iam", "importexport", "iotsitewise", "iotwireless",
    "kinesis", "lambda", "lex-runtime", "lexv2-runtime", "logs", "mediaconvert", "polly", "pricing",
    "qbusiness", "rds", "route53", "s3", "s3control", "sqs", "sts", "wafv2",
]  # fmt: skip
ALL = Library().all_services()

# Every protocol, event streams, recursion, and members that botocore's handlers change.
_FEW = {
    "apigatewayv2", "bedrock-runtime", "cloudwatch", "dynamodb", "iam", "importexport",
    "lex-runtime", "route53", "s3", "s3control", "sqs", "wafv2",
}  # fmt: skip


def few_or_all(services: Iterable[str]) -> list[str]:
    """All of these services where the tests are to be complete, as in CI; else a few of them."""
    complete = os.environ.get("BOTOSMITH_TESTS_COMPLETE")
    return [service for service in services if complete or service in _FEW]
