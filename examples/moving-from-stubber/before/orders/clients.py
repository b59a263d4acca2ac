"""The clients of the services that the worker calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import boto3

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sqs import SQSClient


class Clients(NamedTuple):
    """One client for each service."""

    sqs: SQSClient
    s3: S3Client
    dynamodb: DynamoDBClient


def connect(region: str) -> Clients:
    """Make the clients for a region."""
    session = boto3.Session(region_name=region)
    return Clients(
        sqs=session.client("sqs"),
        s3=session.client("s3"),
        dynamodb=session.client("dynamodb"),
    )
