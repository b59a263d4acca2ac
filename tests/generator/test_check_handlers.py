"""Checks and botocore's own handlers that read the same members of a request."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from botocore.handlers import BUILTIN_HANDLERS
from botocore.utils import EVENT_ALIASES
from botosmith_runtime.service_facts import all_known, built_in
from botosmith_runtime.violations import RequestShapeError
from wire import KEYS, Wire, shared_session

# Handlers that look for a member by its name alone, or at the operation.
ONLY_NAMES = {"cloudwatch-logs", "cloudsearch-domain", "s3-control"}
# Those that a client gets when it is made, by a class of botocore's.
MADE = {"eventbridge", "timestream-query", "timestream-write"}
OUTPOST = (
    "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:accesspoint:my-point"
)
RUN: Any = {"MinCount": 1, "MaxCount": 1}
LAUNCHED: Any = {"LaunchConfigurationName": "c", "UserData": 5}
BUCKET: Any = {"Bucket": "b", "Key": "k"}


def client_of(fakes: Mapping[str, Any], service: str, **modes: Any) -> tuple[Any, Wire]:
    """A typed client around a real one whose network is a wire."""
    plain: Any = shared_session().create_client(service, region_name="us-west-2", **KEYS)
    wire = Wire(plain, (200, ""))
    with fakes[service](allow_unused=True) as fake:
        typed: Any = fake.client.__class__
    return typed(plain, **modes), wire


def test_every_service_whose_members_handlers_read_is_known() -> None:
    found: set[str] = set()
    for event, *_ in BUILTIN_HANDLERS:
        kind, service, *_ = f"{event}.".split(".")
        if kind in ("before-parameter-build", "provide-client-params") and service:
            found.add(str(EVENT_ALIASES.get(service, service)))
    known = {name for name, _ in all_known() if built_in(name, "readsEarly")}
    assert found - ONLY_NAMES == known - MADE


def test_every_member_that_handlers_read_is_known() -> None:
    """Run on requests that have every member, the handlers take no others."""
    for event, handler, *_ in BUILTIN_HANDLERS:
        kind, service, name, *_ = f"{event}...".split(".")
        service = str(EVENT_ALIASES.get(service, service))
        early = built_in(service, "readsEarly") if kind == "before-parameter-build" else None
        if early and "members" in early:
            for operation in [name] if name else OPERATIONS[service]:
                read = Read()
                with suppress(Exception):  # what it reads is no value that it expects
                    handler(params=read, model=operation_model(service, operation), context={})
                assert read.members - BY_NAME <= {*early["members"]}, (event, handler)


class Read(dict[str, Any]):
    """The parameters of a request, which remember whose value was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.members: set[str] = set()

    def __contains__(self, name: object) -> bool:
        return not str(name).endswith("MD5")

    def __getitem__(self, name: str) -> Any:
        self.members.add(name)
        return self.setdefault(name, "x")

    def get(self, name: str, default: Any = None) -> Any:
        self.members.add(name)
        return super().get(name, default) or "x"


# By handlers of all operations; the body is only looked at for its type.
OPERATIONS = {"s3": ["GetObject"], "glacier": ["ListJobs"]}
BY_NAME = {"Body"}


def operation_model(service: str, operation: str) -> Any:
    client: Any = shared_session().create_client(service, region_name="us-west-2", **KEYS)
    return client.meta.service_model.operation_model(operation)


def odd(*values: Any) -> tuple[Any, ...]:
    """Values of other types than members have."""
    return values


COPY: Any = {**BUCKET, "CopySource": "b/k"}
WRONG: list[tuple[str, str, Any, str]] = [
    *[
        ("s3", "get_object", {"Bucket": wrong, "Key": "k"}, "Bucket")
        for wrong in odd(None, 7, b"b", ["b"], {"Bucket": "b"}, object())
    ],
    ("s3", "head_object", {"Bucket": "b", "Key": None}, "Key"),
    ("s3", "list_objects_v2", {"Bucket": None}, "Bucket"),
    ("s3", "create_bucket", {"Bucket": None}, "Bucket"),
    ("s3", "put_object", {**BUCKET, "Body": 5}, "Body"),
    ("s3", "put_object", {**BUCKET, "Metadata": ["a"]}, "Metadata"),
    *[
        ("s3", "put_object", {**BUCKET, "Metadata": {"a": wrong}}, "Metadata.a")
        for wrong in odd(None, 1, b"b", {"b": 1})
    ],
    ("s3", "create_multipart_upload", {**BUCKET, "Metadata": {1: "a"}}, "Metadata[1]"),
    *[
        ("s3", "put_object", {**BUCKET, "SSECustomerKey": wrong}, "SSECustomerKey")
        for wrong in odd(7, {}, ["k"], object())
    ],
    ("s3", "copy_object", {**BUCKET, "CopySource": None}, "CopySource"),
    ("s3", "copy_object", {**BUCKET, "CopySource": b"b/k"}, "CopySource"),
    ("s3", "copy_object", {**BUCKET, "CopySource": {"Bucket": "b"}}, "CopySource.Key"),
    (
        "s3",
        "copy_object",
        {**COPY, "CopySource": {"Bucket": None, "Key": "k"}},
        "CopySource.Bucket",
    ),
    ("s3", "copy_object", {**COPY, "CopySourceSSECustomerKey": 5}, "CopySourceSSECustomerKey"),
    ("s3", "upload_part_copy", {**COPY, "PartNumber": 1, "UploadId": None}, "UploadId"),
    *[
        ("route53", "get_hosted_zone", {"Id": wrong}, "Id")
        for wrong in odd(None, 1, b"Z1", {"Id": 1})
    ],
    ("route53", "get_change", {"Id": None}, "Id"),
    ("route53", "get_reusable_delegation_set", {"Id": ["N1"]}, "Id"),
    *[
        ("ec2", "run_instances", {**RUN, "UserData": wrong}, "UserData")
        for wrong in odd(None, 5, {"a": 1}, ["a"], object())
    ],
    ("autoscaling", "create_launch_configuration", LAUNCHED, "UserData"),
    ("autoscaling", "create_launch_configuration", {**LAUNCHED, "UserData": {}}, "UserData"),
    ("glacier", "list_jobs", {"vaultName": 1}, "vaultName"),
    ("glacier", "list_jobs", {"vaultName": "v", "accountId": 1}, "accountId"),
    *[
        ("events", "put_events", {"EndpointId": wrong, "Entries": [{}]}, "EndpointId")
        for wrong in odd(7, b"abc.def", ["abc.def"])
    ],
    ("s3control", "get_access_point_policy", {"AccountId": "1" * 12, "Name": 5}, "Name"),
    ("s3control", "get_bucket", {"Bucket": {}}, "Bucket"),
    ("timestream-write", "create_table", {"RetentionProperties": None}, "RetentionProperties"),
    ("timestream-write", "create_table", {"RetentionProperties": 5}, "RetentionProperties"),
]


@pytest.mark.parametrize(("service", "method", "params", "path"), WRONG)
def test_a_member_is_checked_before_a_handler_can_choke_on_it(
    fakes: Mapping[str, Any], service: str, method: str, params: Any, path: str
) -> None:
    client, wire = client_of(fakes, service)
    with pytest.raises(RequestShapeError) as caught:
        getattr(client, method)(**params)
    assert path in [one.path for one in caught.value.violations]
    with pytest.raises(RequestShapeError):
        client.generate_presigned_url(method, params)
    assert not wire.sent


@pytest.mark.parametrize(
    ("service", "method", "params"),
    [
        ("s3", "put_object", {**BUCKET, "SSECustomerKey": b"k" * 32}),
        ("s3", "copy_object", {**BUCKET, "CopySource": {"Bucket": "b", "Key": "k"}}),
        ("s3", "put_object", {**BUCKET, "Metadata": {}, "Body": "text"}),
        ("autoscaling", "create_launch_configuration", {**LAUNCHED, "UserData": b"#!"}),
        ("ec2", "run_instances", {**RUN, "UserData": b"echo"}),
        ("ec2", "run_instances", {**RUN, "UserData": "echo"}),
        ("glacier", "list_jobs", {"vaultName": "v"}),
        ("glacier", "list_jobs", {"vaultName": "v", "accountId": None}),
        ("route53", "get_hosted_zone", {"Id": "/hostedzone/Z1"}),
    ],
)
def test_what_handlers_convert_is_sent(
    fakes: Mapping[str, Any], service: str, method: str, params: Any
) -> None:
    client, wire = client_of(fakes, service, request_checks="strict", response_checks="off")
    try:
        getattr(client, method)(**params)
    except RequestShapeError:
        raise
    except Exception:  # of botocore's parsers: the answer is empty
        assert wire.sent
    assert len(wire.sent) == 1


OUTPOST_BUCKET = OUTPOST.replace("accesspoint:my-point", "bucket:my-bucket")
LIFECYCLE: Any = {"Rules": [{"Status": "Enabled"}]}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("get_access_point_policy", {"Name": OUTPOST}),
        ("delete_access_point", {"Name": OUTPOST.replace(":op-", "/op-")}),
        ("put_access_point_policy", {"Name": OUTPOST, "Policy": "{}"}),
        ("get_bucket", {"Bucket": OUTPOST_BUCKET}),
        ("create_access_point", {"Name": "my-point", "Bucket": OUTPOST_BUCKET}),
        ("put_bucket_tagging", {"Bucket": OUTPOST_BUCKET, "Tagging": {"TagSet": []}}),
        (
            "put_bucket_lifecycle_configuration",
            {"Bucket": OUTPOST_BUCKET, "LifecycleConfiguration": LIFECYCLE},
        ),
    ],
)
@pytest.mark.parametrize("mode", ["strict", "certain", "warn", "off"])
def test_an_outposts_arn_brings_its_account(
    fakes: Mapping[str, Any], mode: str, method: str, params: Any
) -> None:
    client, wire = client_of(fakes, "s3control", request_checks=mode, response_checks="off")
    getattr(client, method)(**params)
    assert wire.sent[0].headers["x-amz-account-id"] == "123456789012"


def test_an_account_that_nothing_brings_is_missing(fakes: Mapping[str, Any]) -> None:
    client, wire = client_of(fakes, "s3control")
    with pytest.raises(RequestShapeError, match="AccountId: required"):
        client.get_access_point_policy(Name="my-point")
    assert not wire.sent
