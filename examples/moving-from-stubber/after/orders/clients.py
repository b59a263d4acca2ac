"""The clients of the services that the worker calls."""

from __future__ import annotations

from typing import NamedTuple

import boto3
import botosmith_dynamodb
import botosmith_s3
import botosmith_sqs


class Clients(NamedTuple):
    """One client for each service."""

    sqs: botosmith_sqs.SQSClient
    s3: botosmith_s3.S3Client
    dynamodb: botosmith_dynamodb.DynamoDBClient


def connect(region: str) -> Clients:
    """Make the clients for a region."""
    session = boto3.Session(region_name=region)
    return Clients(
        sqs=botosmith_sqs.connect(session=session),
        s3=botosmith_s3.connect(session=session),
        dynamodb=botosmith_dynamodb.connect(session=session),
    )
