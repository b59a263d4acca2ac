"""botocore's suites of its protocols and routing among all services (``-m aws``); a part of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from aws_services import few_or_all
from conformance.routed import Misrouted, misrouted

# Services that share credential scopes, hosts or paths, in every protocol.
SERVICES = [
    "apigateway", "apigatewayv2", "cloudsearch", "cloudsearchdomain", "cloudwatch", "dynamodb",
    "dynamodbstreams", "elb", "elbv2", "events", "importexport", "lambda", "lex-runtime",
    "lexv2-runtime", "mediastore", "mediastore-data", "route53", "s3", "s3control", "sagemaker",
    "sagemaker-runtime", "ses", "sesv2", "sqs", "sts",
]  # fmt: skip
DEPRECATED = {
    "GetBucketLifecycle", "GetBucketNotification", "PutBucketLifecycle", "PutBucketNotification"
}  # fmt: skip


def test_services_that_have_much_in_common() -> None:
    chosen = {*few_or_all(SERVICES), "s3control", "elb", "elbv2", "sesv2", "ses"}
    found = [one for one in misrouted(sorted(chosen)) if one is not None]
    assert [str(one) for one in found if one.operation not in DEPRECATED] == []
    assert {one.operation for one in found} == DEPRECATED


def test_what_a_wrong_route_says() -> None:
    assert str(Misrouted("a", "B", "c", "D")) == "a: B: to c: D"
    assert str(Misrouted("a", "B", error="why")) == "a: B: why"


@pytest.mark.aws
def test_the_suites_and_all_services() -> None:
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("protocols.py"))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
