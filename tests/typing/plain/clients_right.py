"""Plain boto3 with the stubs that ``botosmith stubs --own`` writes: code that is right."""

from collections.abc import Callable
from typing import Any

import boto3
from boto3.session import Session
from botocore.exceptions import ClientError
from botosmith_dynamodb.client import DynamoDBBoto3Client
from botosmith_s3 import S3Boto3Client, S3Client, connect
from botosmith_s3.paginator import ListObjectsV2Paginator
from botosmith_s3.type_defs import GetObjectOutputTypeDef
from typing_extensions import assert_type


def plain() -> GetObjectOutputTypeDef:
    s3 = boto3.client("s3", region_name="eu-north-1")
    assert_type(s3, S3Boto3Client)
    assert_type(s3.get_paginator("list_objects_v2"), ListObjectsV2Paginator)
    s3.get_waiter("bucket_exists").wait(Bucket="b")
    s3.upload_file("f", "b", "k")
    print(s3.meta.region_name, s3.waiter_names, s3.can_paginate("list_buckets"))
    s3.close()
    try:
        return s3.get_object(Bucket="b", Key="k")
    except s3.exceptions.NoSuchKey as error:
        print(error.response.get("Error"))
        raise
    except s3.exceptions.ClientError as error:
        assert_type(error, ClientError)
        raise


def sessions(session: Session) -> None:
    assert_type(session.client("s3"), S3Boto3Client)
    assert_type(session.client(service_name="dynamodb"), DynamoDBBoto3Client)
    assert_type(boto3.session.Session("a", "b").client("s3", "eu-north-1"), S3Boto3Client)
    print(session.region_name, session.profile_name, session.get_available_services())


def helper(client: S3Boto3Client) -> None:
    """It takes plain clients and those of ``connect``."""
    print(client.list_buckets().get("Buckets", []))


def both(typed: S3Client) -> None:
    helper(typed)
    helper(connect())
    helper(boto3.client("s3"))
    print(typed.exceptions.NoSuchKey.code, [*typed.iter_list_objects_v2(Bucket="b")])


class OwnSession(boto3.Session):
    """A subclass of the session, with a method of its own."""

    def first(self, name: str) -> GetObjectOutputTypeDef:
        assert_type(super().client("s3"), S3Boto3Client)
        return self.client("s3").get_object(Bucket=name, Key="k")


class UntypedSession(boto3.Session):
    """A subclass that replaces the method with one that has no types."""

    def client(self, *args: Any, **kwargs: Any) -> Any:
        print(args, kwargs)
        return super().client("s3")


def untyped(session: Any, name: str, make: Callable[..., Any]) -> None:
    """What has no types stays Any, as it is without the stubs."""
    assert_type(boto3.client("kms"), Any)
    assert_type(boto3.client("no-such-service"), Any)
    assert_type(boto3.client(name), Any)
    assert_type(boto3.resource(name), Any)
    assert_type(boto3.resource("sns"), Any)
    assert_type(session.client("s3"), Any)
    assert_type(make("s3"), Any)
    assert_type(OwnSession().client("s3"), S3Boto3Client)
    assert_type(OwnSession().client("kms"), Any)
    assert_type(UntypedSession().client("s3"), Any)
