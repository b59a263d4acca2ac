"""Checks and botocore's own handlers that read the same members of a request."""

from __future__ import annotations

from collections.abc import Mapping
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


WRONG: list[tuple[str, str, Any, str]] = [
    ("s3", "get_object", {"Bucket": None, "Key": "k"}, "Bucket"),
    ("s3", "get_object", {"Bucket": 7, "Key": "k"}, "Bucket"),
    ("s3", "put_object", {**BUCKET, "Metadata": {"a": 1}}, "Metadata.a"),
    ("s3", "put_object", {**BUCKET, "SSECustomerKey": 7}, "SSECustomerKey"),
    ("s3", "copy_object", {**BUCKET, "CopySource": None}, "CopySource"),
    ("route53", "get_hosted_zone", {"Id": 1}, "Id"),
    ("route53", "get_hosted_zone", {"Id": None}, "Id"),
    ("ec2", "run_instances", {**RUN, "UserData": None}, "UserData"),
    ("ec2", "run_instances", {**RUN, "UserData": 5}, "UserData"),
    ("autoscaling", "create_launch_configuration", LAUNCHED, "UserData"),
    ("glacier", "list_jobs", {"vaultName": 1}, "vaultName"),
    ("events", "put_events", {"EndpointId": 7, "Entries": [{}]}, "EndpointId"),
    ("s3control", "get_access_point_policy", {"AccountId": "1" * 12, "Name": 5}, "Name"),
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
        ("ec2", "run_instances", {**RUN, "UserData": b"echo"}),
        ("ec2", "run_instances", {**RUN, "UserData": "echo"}),
        ("glacier", "list_jobs", {"vaultName": "v"}),
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


@pytest.mark.parametrize("mode", ["strict", "certain", "warn", "off"])
def test_an_outposts_arn_brings_its_account(fakes: Mapping[str, Any], mode: str) -> None:
    client, wire = client_of(fakes, "s3control", request_checks=mode, response_checks="off")
    client.get_access_point_policy(Name=OUTPOST)
    assert wire.sent[0].headers["x-amz-account-id"] == "123456789012"


def test_an_account_that_nothing_brings_is_missing(fakes: Mapping[str, Any]) -> None:
    client, wire = client_of(fakes, "s3control")
    with pytest.raises(RequestShapeError, match="AccountId: required"):
        client.get_access_point_policy(Name="my-point")
    assert not wire.sent


def test_a_fake_that_answers_beyond_the_model_takes_such_values_back(
    fakes: Mapping[str, Any], recwarn: pytest.WarningsRecorder
) -> None:
    container = {"name": "c", "image": "i", "logConfiguration": {"logDriver": "newdriver"}}
    task = {"family": "f", "containerDefinitions": [container]}
    with fakes["ecs"](answer_checks="off") as fake:
        fake.describe_task_definition().returns(taskDefinition=task)
        fake.register_task_definition().returns()
        old = fake.client.describe_task_definition(taskDefinition="f")["taskDefinition"]
        fake.client.register_task_definition(**old)
    assert "logDriver: enum" in str(recwarn.pop().message)
    with fakes["ecs"](allow_unused=True) as fake, pytest.raises(RequestShapeError):
        fake.client.register_task_definition(**task)
