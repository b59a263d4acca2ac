"""What botocore's own handlers make of members: the table is theirs, and packages go by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import ServiceModel
from botocore.utils import EVENT_ALIASES
from botosmith.build.handled import with_handlers
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.site.schemas import schemas
from botosmith_runtime.fakes import RuleError
from botosmith_runtime.service_facts import all_known, known
from botosmith_runtime.violations import RequestShapeError, ShapeWarning
from hypothesis import find
from jsonschema import Draft202012Validator
from payload_verdicts import Case, Judged
from wire import KEYS, Sent, Wire, shared_session

KNOWN: Mapping[str, Mapping[str, Any]] = {
    name: facts.get("handlers", {}) for name, facts in all_known()
}
# The handlers that change no member's type, and why.
IGNORED = {
    "_handle_200_error": "an error inside a response of status 200 becomes one",
    "_handle_request_validation_mode_member": "adds a ChecksumMode, which is optional",
    "_handle_sqs_compatible_error": "the class of an error",
    "_map_oauth2_errors": "the class of an error",
    "convert_body_to_file_like_object": "a streaming blob takes text, bytes and files as it is",
    "decode_list_object": "text stays text: undoes the encoding that botocore asked for",
    "decode_list_object_v2": "text stays text: undoes the encoding that botocore asked for",
    "decode_list_object_versions": "text stays text: undoes the encoding that botocore asked for",
    "generate_idempotent_uuid": "the model marks such members: idempotencyToken",
    "handle_expires_header": "adds a member that no model has, which checks let pass",
    "remove_accid_host_prefix_from_model": "the host alone",
    "remove_bucket_from_url_paths_from_model": "the URL alone",
    "set_list_objects_encoding_type_url": "adds an EncodingType, which is optional",
    "validate_ascii_metadata": "refuses what the model allows; nothing else is taken",
    "validate_bucket_name": "refuses what the model allows; nothing else is taken",
}
PAYLOADS = ("after-call", "before-parameter-build", "before-parse", "provide-client-params")
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Sid": "100%41+é"}]}
ROLE = {"Path": "/", "RoleName": "r", "RoleId": "A" * 16, "Arn": f"arn:aws:iam::{'1' * 12}:role/r"}
SOURCE = {"Bucket": "from", "Key": "a key", "VersionId": "v1"}


def registered() -> set[tuple[str, str, str, str]]:
    """Name, event, service and operation of botocore's handlers that see payloads."""
    found: set[tuple[str, str, str, str]] = set()
    for event, handler, *_ in BUILTIN_HANDLERS:
        kind, service, operation, *_ = f"{event}..".split(".")
        if kind in PAYLOADS:
            name = str(getattr(handler, "__name__", ""))
            service = str(EVENT_ALIASES.get(service, service))
            found.add((name, kind, service, operation.strip("*")))
    return found


def client_of(
    fakes: Mapping[str, Any], service: str, *answers: tuple[int, str]
) -> tuple[Any, Wire]:
    """A typed client of strict checks both ways, of a real one whose network is a wire."""
    plain: Any = shared_session().create_client(service, region_name="us-east-1", **KEYS)
    wire = Wire(plain, *answers or [(200, "{}")])
    with fakes[service](allow_unused=True) as fake:
        typed: Any = fake.client.__class__
    return typed(plain, request_checks="strict", response_checks="strict"), wire


def test_every_handler_that_sees_payloads_is_known() -> None:
    listed = {
        (row["source"].rpartition(".")[2], row["event"], service, operation)
        for service, rows in KNOWN.items()
        for row in rows.values()
        for operation in row.get("operations", [""])
    }
    ignored = {one for one in registered() if one[0] in IGNORED}
    assert registered() - ignored == listed
    assert {name for name, *_ in ignored} == set(IGNORED)


def test_facts_go_by_what_botocore_goes_by() -> None:
    """A service of another name has no such handlers; one spelled otherwise has."""
    document = Library().load("iam").document("service-2")
    shapes = {shape.name: shape for shape in build(Library().load("iam")).shapes}
    bare = {
        name: replace(shape, members=tuple(replace(m, handled=None) for m in shape.members))
        for name, shape in shapes.items()
    }
    for service_id, expected in (("Mine", bare), ("iam", shapes)):
        metadata = {**document["metadata"], "serviceId": service_id}
        model = ServiceModel({**document, "metadata": metadata}, "mine")
        assert with_handlers(model, bare, known(service_id)) == expected


def test_a_policy_arrives_as_a_dict(fakes: dict[str, Any]) -> None:
    written = quote(json.dumps(POLICY))
    answer = f"<R><GetRolePolicyResult><PolicyDocument>{written}</PolicyDocument>" + (
        "<RoleName>r</RoleName><PolicyName>p</PolicyName></GetRolePolicyResult></R>"
    )
    client, _ = client_of(fakes, "iam", (200, answer))
    request = {"RoleName": "r", "PolicyName": "p"}
    assert client.get_role_policy(**request)["PolicyDocument"] == POLICY
    types = import_module("botosmith_iam.type_defs")
    assert get_type_hints(types.RoleTypeDef)["AssumeRolePolicyDocument"] == dict[str, Any]
    with fakes["iam"]() as iam:
        role = {**ROLE, "CreateDate": "2026-01-01", "AssumeRolePolicyDocument": POLICY}
        iam.get_role().returns(Role=role)
        assert iam.client.get_role(RoleName="r")["Role"]["AssumeRolePolicyDocument"] == POLICY
        rule = iam.get_role_policy().throttles(times=1)  # then by way of botocore's parser
        rule.returns(**request, PolicyDocument=POLICY).returns(**request, PolicyDocument=written)
        rule.returns_sample()
        given = [iam.client.get_role_policy(**request)["PolicyDocument"] for _ in range(3)]
        assert given == [POLICY, POLICY, {"Version": "2012-10-17", "Statement": []}]
        detail = {
            "AssumeRolePolicyDocument": POLICY,
            "RolePolicyList": [{"PolicyDocument": POLICY}],
        }
        iam.get_account_authorization_details().pages([{"RoleDetailList": [detail]}, {}])
        (item,) = iam.client.get_account_authorization_details()["RoleDetailList"]
        assert item == detail
        with pytest.raises(RuleError, match="expected a dict, or its JSON text, got 5"):
            iam.get_role_policy().returns(**request, PolicyDocument=5)
    drawn = import_module("botosmith_iam.strategies").get_role_policy_response()
    assert find(drawn, lambda payload: payload["PolicyDocument"])["PolicyDocument"]


def test_a_template_arrives_as_a_dict_if_it_is_json(fakes: dict[str, Any]) -> None:
    cases: list[tuple[str, Any]] = [('{"Resources": {}}', {"Resources": {}}), ("a: 1", "a: 1")]
    for text, expected in cases:
        body = f"<R><GetTemplateResult><TemplateBody>{text}</TemplateBody></GetTemplateResult></R>"
        client, _ = client_of(fakes, "cloudformation", (200, body))
        assert client.get_template(StackName="s")["TemplateBody"] == expected
        for answer in (text, expected):
            with fakes["cloudformation"]() as cloudformation:
                cloudformation.get_template().returns(TemplateBody=answer)
                given = cloudformation.client.get_template(StackName="s")
                assert given["TemplateBody"] == expected


def test_a_buckets_location_may_be_none(fakes: dict[str, Any]) -> None:
    client, _ = client_of(fakes, "s3", (200, "<LocationConstraint/>"))
    assert client.get_bucket_location(Bucket="b")["LocationConstraint"] is None
    with fakes["s3"]() as s3:
        rule = s3.get_bucket_location().returns(LocationConstraint=None)
        rule.throttles("SlowDown", times=1, http_status=503).returns(LocationConstraint="EU")
        given = [s3.client.get_bucket_location(Bucket="b")["LocationConstraint"] for _ in "ab"]
        assert given == [None, "EU"]


def test_glacier_fills_in_the_account(fakes: dict[str, Any]) -> None:
    client, wire = client_of(fakes, "glacier")
    client.list_vaults()
    assert urlsplit(wire.sent[0].url).path == "/-/vaults"
    types = import_module("botosmith_glacier.type_defs")
    assert "accountId" not in types.ListVaultsInputTypeDef.__required_keys__


def test_s3_takes_dicts_and_bytes(fakes: dict[str, Any]) -> None:
    copied = (200, "<CopyObjectResult/>")
    client, wire = client_of(fakes, "s3", copied, copied)
    key = bytes(range(32))
    client.copy_object(Bucket="b", Key="k", CopySource=SOURCE, SSECustomerKey=key)
    headers = wire.sent[0].headers
    assert headers["x-amz-copy-source"] == "from/a%20key?versionId=v1"
    assert headers["x-amz-server-side-encryption-customer-key-MD5"]
    with pytest.raises(RequestShapeError, match="SSECustomerKey: type: expected a string"):
        client.list_parts(Bucket="b", Key="k", UploadId="u", SSECustomerKey=key)  # no handler
    lost = {**SOURCE, "Version": "v1"}
    with pytest.raises(RequestShapeError, match=r"CopySource\.Version: unknown"):
        client.copy_object(Bucket="b", Key="k", CopySource=lost)
    with client.checks(request="warn"), pytest.warns(ShapeWarning, match="CopySource\\.Version"):
        client.copy_object(Bucket="b", Key="k", CopySource=lost)
    with fakes["s3"]() as s3:
        rule = s3.copy_object(CopySource=SOURCE, SSECustomerKey=key).returns()
        s3.client.copy_object(Bucket="b", Key="k", CopySource=SOURCE, SSECustomerKey=key)
        assert rule.calls[0]["CopySource"] == SOURCE
        with pytest.raises(RuleError, match="Bukket: unknown: expected one of the members Bucket"):
            s3.copy_object(CopySource={"Bukket": "b"})
        with pytest.raises(RuleError, match="CopySource: type: expected a string or a dict, got 1"):
            s3.copy_object(CopySource=1)


def test_ec2_takes_bytes_and_filters_and_gives_text(fakes: dict[str, Any]) -> None:
    client, wire = client_of(fakes, "ec2", (200, "<R><output>bG9n</output></R>"))
    assert client.get_console_output(InstanceId="i-1")["Output"] == "log"
    client.run_instances(MinCount=1, MaxCount=1, UserData=b"#!")
    client.describe_hosts(Filters=[{"Name": "n", "Values": ["v"]}])
    run, described = (parse_qs(sent.body.decode()) for sent in wire.sent[1:])
    assert (run["UserData"], described["Filter.1.Name"]) == (["IyE="], ["n"])
    with fakes["ec2"]() as ec2:
        ec2.get_console_output().returns(Output="text")  # which could be Base64
        assert ec2.client.get_console_output(InstanceId="i-1")["Output"] == "text"
        ec2.describe_hosts(Filters=[{"Name": "n", "Values": ["v"]}]).returns()
        ec2.client.describe_hosts(Filters=[{"Name": "n", "Values": ["v"]}])


ZONE = "/hostedzone/Z08520602FC482APPVUI7"  # longer than an ID may be
SENT: list[tuple[str, str, dict[str, Any], Callable[[Sent], bool]]] = [
    (
        "logs",
        "create_export_task",
        {"logGroupName": "g", "fromTime": 1, "to": 2, "destination": "d"},
        lambda sent: json.loads(sent.body)["from"] == 1,
    ),
    ("route53", "get_hosted_zone", {"Id": ZONE}, lambda sent: sent.url.endswith(f"/{ZONE[12:]}")),
    (
        "autoscaling",
        "create_launch_configuration",
        {"LaunchConfigurationName": "l", "UserData": b"#!"},
        lambda sent: parse_qs(sent.body.decode())["UserData"] == ["IyE="],
    ),
    (
        "cloudsearchdomain",
        "search",
        {"query": "q", "returnFields": "title"},
        lambda sent: "return=title" in unquote(sent.url + sent.body.decode()),
    ),
]


@pytest.mark.parametrize(("service", "method", "request_", "is_right"), SENT)
def test_what_callers_write_is_sent(
    fakes: dict[str, Any],
    service: str,
    method: str,
    request_: dict[str, Any],
    is_right: Callable[[Sent], bool],
) -> None:
    text = "{}" if service in ("logs", "cloudsearchdomain") else "<R/>"
    plain: Any = shared_session().create_client(
        service, region_name="us-east-1", endpoint_url="https://test", **KEYS
    )
    wire = Wire(plain, (200, text))
    with fakes[service]() as fake:
        client = type(fake.client)(plain, response_checks="off")
        getattr(client, method)(**request_)
        assert is_right(wire.sent[0])
        getattr(fake, method)(**request_).returns_sample()
        getattr(fake.client, method)(**request_)


CHECKED: list[tuple[str, str, str, Any, bool]] = [
    ("iam", "GetRolePolicy", "response", {"PolicyDocument": POLICY}, True),
    ("iam", "GetRolePolicy", "response", {"PolicyDocument": [1]}, False),
    ("s3", "CopyObject", "request", {"CopySource": SOURCE}, True),
    ("s3", "CopyObject", "request", {"CopySource": {"Bucket": 1, "Other": "x"}}, False),
    ("s3", "CopyObject", "request", {"CopySource": None}, False),
    ("s3", "GetBucketLocation", "response", {"LocationConstraint": None}, True),
    ("s3", "GetBucketLocation", "response", {"LocationConstraint": "moon"}, False),
    ("route53", "GetHostedZone", "request", {"Id": ZONE}, True),
    ("route53", "GetHostedZone", "request", {"Id": "/x/" + "Z" * 33}, False),
    ("logs", "CreateExportTask", "request", {"fromTime": 1}, True),
    ("logs", "CreateExportTask", "request", {"from": 1}, True),
    ("logs", "CreateExportTask", "request", {"fromTime": -1, "more": 1}, False),
    ("logs", "CreateExportTask", "request", {}, False),
]
REST: dict[str, dict[str, Any]] = {
    "GetRolePolicy": {"RoleName": "r", "PolicyName": "p"},
    "CopyObject": {"Bucket": "b", "Key": "k"},
    "CreateExportTask": {"logGroupName": "g", "to": 2, "destination": "d"},
}


@pytest.mark.parametrize("service", ["iam", "s3", "route53", "logs"])
def test_commands_sites_and_schemas_agree_on_what_is_right(service: str, tmp_path: Path) -> None:
    judged = Judged(service)
    cases: list[Case] = []
    texts = schemas(judged.ir, lambda shape: f"{shape}.json")
    for name, operation, side, part, is_right in CHECKED:
        if name == service:
            found = judged.operations[operation]
            payload = {**REST.get(operation, {}), **part}
            cases.append(
                Case(found, "request" if side == "request" else "response", json.dumps(payload))
            )
            assert (judged.python(cases[-1]) == []) == is_right, part
            shape = found.input if side == "request" else found.output
            validator: Any = Draft202012Validator(json.loads(texts[f"{shape}.json"]))
            assert validator.is_valid(payload) == is_right, part
    assert judged.disagreements(cases, tmp_path) == []
