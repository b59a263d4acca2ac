"""Which service, operation and bucket a request is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.config import Config
from botosmith_runtime.protocols import (
    Request,
    RequestError,
    Router,
    Unrouted,
    asked_protocol,
    parse_request,
)
from botosmith_runtime.protocols.s3_addresses import bucket_in
from protocol_models import client, model, sent

SCOPE = "AWS4-HMAC-SHA256 Credential=AKID/20261129/us-east-1/{}/aws4_request"


@pytest.mark.parametrize(
    ("host", "bucket"),
    [
        ("s3.us-east-1.amazonaws.com", ""),
        ("s3.amazonaws.com", ""),
        ("s3-us-west-2.amazonaws.com", ""),
        ("my.bucket.s3.amazonaws.com", "my.bucket"),
        ("b.s3.eu-west-1.amazonaws.com", "b"),
        ("b.s3-eu-west-1.amazonaws.com", "b"),
        ("b.s3.dualstack.us-east-1.amazonaws.com", "b"),
        ("b.s3-accelerate.amazonaws.com", "b"),
        ("b.s3.cn-north-1.amazonaws.com.cn", "b"),
        ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "b--use1-az4--x-s3"),
        ("s3express-control.us-east-1.amazonaws.com", ""),
        ("ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com",
         "arn:aws:s3:us-east-1:123456789012:accesspoint/ap"),
        ("ol-123456789012.s3-object-lambda.us-east-1.amazonaws.com",
         "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/ol"),
        ("ap-123456789012.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com",
         "arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/ap"),
        ("localhost", ""),
        ("s3.localhost", ""),
        ("b.localhost", "b"),
        ("a.b.s3.localhost", "a.b"),
        ("127.0.0.1", ""),
        ("example.com", ""),
    ],
)  # fmt: skip
def test_buckets_in_hosts(host: str, bucket: str) -> None:
    assert bucket_in(host) == bucket


@pytest.mark.parametrize("style", ["path", "virtual"])
@pytest.mark.parametrize("key", ["k", "a/b//c", "ü %2F+?#", "~/."])
def test_both_styles_of_address(style: Any, key: str) -> None:
    s3 = client("s3", config=Config(s3={"addressing_style": style}))
    request = sent(s3, "get_object", Bucket="my-bucket", Key=key)
    assert request.path.startswith("/my-bucket/") == (style == "path")
    expected = {"Bucket": "my-bucket", "Key": key, "ChecksumMode": "ENABLED"}
    assert parse_request(model("s3"), request) == ("GetObject", expected)


def test_an_access_point() -> None:
    arn = "arn:aws:s3:us-east-1:123456789012:accesspoint/ap"
    request = sent(client("s3"), "head_object", Bucket=arn, Key="k")
    assert parse_request(model("s3"), request) == ("HeadObject", {"Bucket": arn, "Key": "k"})


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned(version: str) -> None:
    s3 = client("s3", config=Config(signature_version=version))
    url: str = s3.generate_presigned_url(
        "get_object", {"Bucket": "my-bucket", "Key": "a b", "ResponseContentType": "text/x"}
    )
    host, _, path = url.removeprefix("https://").partition("/")
    request = Request(method="GET", path=f"/{path}", headers=(("Host", host),))
    given = {"Bucket": "my-bucket", "Key": "a b", "ResponseContentType": "text/x"}
    assert parse_request(model("s3"), request) == ("GetObject", given)
    routed = Router([model("s3"), model("lambda"), model("s3control")]).route(request)
    assert (routed.operation.name, routed.parameters()) == ("GetObject", given)


def form(fields: dict[str, str], content: bytes, filename: str = "f.txt") -> Request:
    parts = [
        f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts.append(
        f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        "Content-Type: text/plain\r\n\r\n".encode()
    )
    body = b"".join(parts) + content + b"\r\n--xx--\r\n"
    headers = (("Host", "localhost"), ("Content-Type", "multipart/form-data; boundary=xx"))
    return Request(method="POST", path="/my-bucket", headers=headers, body=body)


def test_a_posted_form() -> None:
    posted: Any = client("s3").generate_presigned_post(
        "my-bucket",
        "up/${filename}",
        {"acl": "private", "Content-Type": "text/x"},
        [{"acl": "private"}],
    )
    request = form({**posted["fields"], "x-amz-meta-a": "1"}, b"\r\n--x\x00", "ä.txt")
    routed = Router([model("s3"), model("lambda"), model("dynamodb")]).route(request)
    assert routed.operation.name == "PutObject"
    assert routed.parameters() == {
        "Bucket": "my-bucket", "Key": "up/ä.txt", "Body": b"\r\n--x\x00", "ACL": "private",
        "ContentType": "text/x", "Metadata": {"a": "1"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "MalformedPOSTRequest"),
        (b"--xx", "MalformedPOSTRequest"),
        (b"--xx\r\n\r\n\r\n--xx--", "MalformedPOSTRequest"),
        (b'--xx\r\nx; name="key"\r\n\r\nk\r\n--xx--', "InvalidArgument"),
        (b'--xx\r\nx; name="file"\r\n\r\nk\r\n--xx--', "InvalidArgument"),
        (b'--xx\r\nx; name="key"\r\n\r\n\xff\r\n--xx--', "MalformedPOSTRequest"),
        (b"--xx\r\n\r\n" * 5000, "MalformedPOSTRequest"),
    ],
)
def test_a_bad_form(body: bytes, code: str) -> None:
    request = form({}, b"")
    with pytest.raises(RequestError) as caught:
        parse_request(
            model("s3"),
            Request(method="POST", path="/my-bucket", headers=request.headers, body=body),
        )
    assert caught.value.code == code


def several() -> Iterator[tuple[str, Request]]:
    """Requests of services that share scopes, hosts or paths, with whose they are."""
    yield "s3control", sent(client("s3control"), "list_jobs", AccountId="123456789012")
    yield "s3", sent(client("s3"), "list_objects_v2", Bucket="v20180820")
    yield "s3", sent(client("s3"), "list_directory_buckets")
    yield "sesv2", sent(client("sesv2"), "list_contact_lists")
    yield "ses", sent(client("ses"), "list_identities")
    yield "elb", sent(client("elb"), "describe_load_balancers")
    yield "elbv2", sent(client("elbv2"), "describe_load_balancers")
    yield "dynamodbstreams", sent(client("dynamodbstreams"), "list_streams")
    yield "cloudsearchdomain", sent(
        client("cloudsearchdomain", endpoint_url="https://search-x.cloudsearch.amazonaws.com"),
        "search", query="x" * 10,
    )  # fmt: skip
    yield "cloudsearch", sent(client("cloudsearch"), "list_domain_names")
    yield "neptune", sent(client("neptune"), "create_db_cluster_endpoint",
                          DBClusterIdentifier="a", DBClusterEndpointIdentifier="b",
                          EndpointType="ANY")  # fmt: skip


def test_many_services() -> None:
    requests = [*several()]
    router = Router(model(service) for service in dict.fromkeys(name for name, _ in requests))
    assert [router.route(request).service.service_name for _, request in requests] == [
        name for name, _ in requests
    ]


def test_services_that_are_alike() -> None:
    """The one answers whose own name is in the credential scope; else it is an error."""
    request = sent(client("neptune"), "describe_db_clusters")
    services = [model(name) for name in ("docdb", "neptune", "rds")]
    assert Router(services).route(request).service.service_name == "rds"
    with pytest.raises(Unrouted, match="could be for docdb, neptune: serve only one of them"):
        Router(services[:2]).route(request)


def test_no_service() -> None:
    router = Router([model("sqs"), model("dynamodb")])
    with pytest.raises(Unrouted, match="no service has 'GET /x'; known services: dynamodb, sqs"):
        router.route(Request(method="GET", path="/x"))
    with pytest.raises(Unrouted, match="sqs has no operation 'Nope'"):
        router.route(
            Request(method="POST", path="/", headers=(("X-Amz-Target", "AmazonSQS.Nope"),))
        )


def test_query_literals_and_labels() -> None:
    """Templates that differ by literals alone, also where a bucket has a key of that name."""
    expected = {
        "GET /b?uploads": "ListMultipartUploads", "GET /b?list-type=2": "ListObjectsV2",
        "GET /b/": "ListObjects", "GET /b/uploads": "GetObject", "GET /": "ListBuckets",
        "POST /b/k?uploads": "CreateMultipartUpload", "POST /b/k?uploadId=u":
        "CompleteMultipartUpload", "GET /b?analytics&id=1": "GetBucketAnalyticsConfiguration",
        "GET /b?analytics": "ListBucketAnalyticsConfigurations", "PUT /b/k?x-id=PutObject":
        "PutObject", "PUT /b/k?tagging": "PutObjectTagging", "PUT /b?tagging": "PutBucketTagging",
        "PUT /b/k?partNumber=1&uploadId=u": "UploadPart",
    }  # fmt: skip
    body = b"<x/>"
    found = {
        asked: parse_request(
            model("s3"), Request(method=asked.split()[0], path=asked.split()[1], body=body)
        ).operation
        for asked in expected
    }
    assert found == expected


def test_the_protocol_that_asks() -> None:
    """CloudWatch is asked in CBOR by some SDKs, in JSON by others, and in query by old ones."""
    cbor = Request(
        method="POST", path="/service/GraniteServiceVersion20100801/operation/ListDashboards",
        headers=(("smithy-protocol", "rpc-v2-cbor"),),
    )  # fmt: skip
    target = ("X-Amz-Target", "GraniteServiceVersion20100801.ListDashboards")
    json = Request(method="POST", path="/", headers=(target,), body=b"{}")
    query = Request(method="GET", path="/?Action=ListDashboards&Version=2010-08-01")
    assert [asked_protocol(model("cloudwatch"), one) for one in (cbor, json, query)] == [
        "smithy-rpc-v2-cbor", "json", "query",
    ]  # fmt: skip
    for one in (cbor, json, query):
        assert parse_request(model("cloudwatch"), one) == ("ListDashboards", {})
