"""What botosmith knows of AWS's services beside their models: the runtime's ``service_facts``."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from aws_services import ALL
from botocore import xform_name
from botocore.session import Session
from botocore.utils import get_service_module_name
from botosmith import ir
from botosmith.build.service import boto3_class_name, build
from botosmith.models import facts_schema
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.names import client_class
from botosmith.output.write import write
from botosmith.package.payloads import PayloadChecker
from botosmith.tools.builds import package_files
from botosmith_runtime import service_facts
from botosmith_runtime.fakes import RuleError
from botosmith_runtime.violations import RequestShapeError, Violation
from imported_package import imported
from project import Project
from wire import KEYS

boto3: Any = importlib.import_module("boto3")  # which has no types
utils: Any = importlib.import_module("botocore.utils")  # whose types lack its tables
KNOWN = dict(service_facts.all_known())
LIBRARY = Library()
NAMES = {id_: name for name, id_ in utils.CLIENT_NAME_TO_HYPHENIZED_SERVICE_ID_OVERRIDES.items()}
# What boto3 no longer has: named by their own metadata, up to botocore 1.42.
GONE = {"finspace data": "FinSpaceData", "tnb": "TelcoNetworkBuilder"}
# Through how many names a part leads to its facts.
DEPTHS = {"commonErrors": 0, "members": 2}
# How documentation says that a structure holds exactly one of its members.
ONE_OF = re.compile(
    "(union|variant) type|exactly one|only (contain|have|request|specify|use) one|not both"
    "|one and only one|only one (is|of|should|type)",
    re.IGNORECASE,
)
HEADER = {"$schema", "version", "serviceId"}


def facts(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that many names further in."""
    if depth == 0:
        yield value
    else:
        for one in value.values():
            yield from facts(one, depth - 1)


def model_of(name: str) -> dict[str, Any]:
    """``service-2.json`` of the service that botocore's events call so."""
    return LIBRARY.load(NAMES.get(name, name)).document(SERVICE_MODEL)


@pytest.mark.parametrize("name", KNOWN)
def test_every_fact_has_its_service_its_source_and_its_date(name: str) -> None:
    document = {**KNOWN[name]}
    assert facts_schema.problems(name, document) == []
    assert document["serviceId"] == model_of(name)["metadata"]["serviceId"]
    assert service_facts.event_name(document["serviceId"]) == name
    for part in document.keys() - HEADER:
        for fact in facts(document[part], DEPTHS.get(part, 1)):
            assert fact["source"], part
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", fact["date"]), part


@pytest.mark.parametrize("name", [one for one in KNOWN if "members" in KNOWN[one]])
def test_what_is_known_is_not_in_the_model(name: str) -> None:
    shapes = model_of(name)["shapes"]
    for structure, members in KNOWN[name]["members"].items():
        for member, limits in members.items():
            shape = shapes[shapes[structure]["members"][member]["shape"]]
            assert limits.items().isdisjoint(shape.items()), f"{structure}.{member} is fixed"


@pytest.mark.parametrize("name", [one for one in KNOWN if "shapes" in KNOWN[one]])
def test_unions_that_a_model_lacks_are_documented(name: str) -> None:
    shapes = model_of(name)["shapes"]
    unions = [shape for shape, facts in KNOWN[name]["shapes"].items() if facts.get("union")]
    for shape in unions:
        assert not shapes[shape].get("union"), f"{shape} is fixed"
        assert len(shapes[shape]["members"]) > 1
        assert not shapes[shape].get("required"), shape
        if KNOWN[name]["shapes"][shape]["source"].startswith("documentation of the shape"):
            assert ONE_OF.search(re.sub(r"<[^>]+>", "", shapes[shape]["documentation"])), shape


def test_a_service_id_leads_to_no_other_file() -> None:
    for service_id in ("../service_facts/s3", "_boto3_classes", "", "s3.json", "S3\0"):
        assert service_facts.known(service_id) == {}
    assert service_facts.known("S3") is service_facts.known("s3")


def test_the_names_of_clients_are_those_of_boto3() -> None:
    assert service_facts.boto3_classes() == utils.SERVICE_MODULE_NAMES | GONE
    session: Any = boto3.Session(region_name="us-east-1")
    for service in ("bedrock-agent", "importexport", "iotwireless", "sqs"):
        client: Any = session.client(service, **KEYS)
        assert boto3_class_name(LIBRARY.load(service)) == f"{type(client).__name__}Client"


@pytest.mark.aws
def test_so_they_are_for_every_service() -> None:
    for service in ALL:
        model: Any = Session().get_service_model(service)
        expected = client_class(get_service_module_name(model))
        assert boto3_class_name(LIBRARY.load(service)) == expected


def test_fakes_give_what_dynamodb_gives(fakes: dict[str, Any]) -> None:
    with fakes["dynamodb"]() as fake:
        fake.batch_write_item().returns(UnprocessedItems={})
        fake.batch_get_item().returns(UnprocessedKeys={}, Responses={})
        put = {"PutRequest": {"Item": {"Id": {"S": "1"}}}}
        written = fake.client.batch_write_item(RequestItems={"Jobs": [put]})
        assert written["UnprocessedItems"] == {}
        read = fake.client.batch_get_item(RequestItems={"Jobs": {"Keys": [{"Id": {"S": "1"}}]}})
        assert read["UnprocessedKeys"] == {}
        with pytest.raises(RequestShapeError, match="size: expected 1 to 25 entries, got 0"):
            fake.client.batch_write_item(RequestItems={})


def test_slices_know_it_too(project: Project) -> None:
    assert project.run("slice", "ssm", "GetParameters", "--name", "my-ssm").status == 0
    (written,) = project.directory.glob("models/my-ssm/*/botosmith-1.json")
    members = json.loads(written.read_text("utf-8"))["members"]
    assert members == {"GetParametersResult": {"InvalidParameters": {"min": 0}}}


# A slice of CloudSearch gets a serviceId of its own.
CODES: list[tuple[str, str, str]] = [
    ("s3", "GetObject", "PermanentRedirect"),
    ("sqs", "SendMessage", "RequestThrottled"),
    ("cloudsearch", "DescribeDomains", "BandwidthLimitExceeded"),
]


@pytest.mark.parametrize(("service", "operation", "code"), CODES)
def test_slices_are_answered_like_the_whole(
    project: Project, service: str, operation: str, code: str
) -> None:
    assert project.run("slice", service, operation, "--name", "my-own").status == 0
    cut = build(Library((project.directory / "models",)).load("my-own"))
    whole = build(LIBRARY.load(service))
    assert cut.common_errors == whole.common_errors
    assert code in {error.code for error in cut.common_errors}
    write(package_files("my-own", (project.directory / "models",)), project.out)
    with imported(project.out, "botosmith_my_own"):
        fakes: Any = importlib.import_module("botosmith_my_own.fakes")
        with fakes.FakeMyOwn(allow_unused=True) as fake:
            getattr(fake, xform_name(operation))().raises(code)
            if service == "sqs":
                fake.send_message(MessageBody="lost").raises("QueueDoesNotExist")
                with pytest.raises(fake.client.exceptions.QueueDoesNotExist) as caught:
                    fake.client.send_message(QueueUrl="https://q", MessageBody="lost")
                told = caught.value.response["Error"]["Code"]
                assert told == "AWS.SimpleQueueService.NonExistentQueue"


def test_types_and_checks_take_what_sqs_answers_and_accepts(fakes: dict[str, Any]) -> None:
    """A batch without failures has no ``Failed``; messages have attributes that queues lack."""
    with fakes["sqs"]() as fake:
        fake.delete_message_batch().returns(Successful=[{"Id": "1"}])
        fake.receive_message().returns()
        entry = {"Id": "1", "ReceiptHandle": "h"}
        url = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"
        deleted = fake.client.delete_message_batch(QueueUrl=url, Entries=[entry])
        assert "Failed" not in deleted
        fake.client.receive_message(QueueUrl=url, AttributeNames=["SentTimestamp"])
        with pytest.raises(RequestShapeError, match="enum"):
            fake.client.receive_message(QueueUrl=url, AttributeNames=["SentTimestam"])
    required = {
        field.name: field.required
        for definition in build(LIBRARY.load("sqs")).types
        if isinstance(definition, ir.TypedDictDef)
        and definition.name == "DeleteMessageBatchResultTypeDef"
        for field in definition.fields
    }
    assert required == {"Successful": False, "Failed": False, "ResponseMetadata": True}


NAMES_OF_MESSAGES = ["SentTimestamp", "ApproximateReceiveCount", "SenderId", "MessageGroupId"]
SCHEMA = {
    "SchemaName": "s",
    "DataFormat": "AVRO",
    "Compatibility": "NONE",
    "SchemaDefinition": '{\n  "type": "record"\n}\n',
}
TAKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("sqs", "ReceiveMessage", {"QueueUrl": "q", "AttributeNames": NAMES_OF_MESSAGES}),
    ("glue", "CreateSchema", SCHEMA),
    ("glue", "RegisterSchemaVersion", {"SchemaId": {}, "SchemaDefinition": "a\nb"}),
    ("glue", "GetSchemaByDefinition", {"SchemaId": {}, "SchemaDefinition": "\r\n{}\r\n"}),
    *[
        ("s3control", operation, {"ResourceArn": f"arn:{partition}:s3:::bucket", **more})
        for partition in ("aws", "aws-cn", "aws-us-gov")
        for operation, more in (
            ("ListTagsForResource", {}),
            ("TagResource", {"Tags": [{"Key": "k", "Value": "v"}]}),
            ("UntagResource", {"TagKeys": ["k"]}),
        )
    ],
    ("s3control", "ListTagsForResource", {"ResourceArn": "arn:aws:s3express:us-east-1:1:bucket/b"}),
]


@pytest.mark.parametrize(("service", "operation", "request_"), TAKEN)
def test_services_take_it_and_so_do_checks(
    service: str, operation: str, request_: dict[str, Any]
) -> None:
    """What a service was seen to take, or lists in its documentation, though its model does not."""
    account = {"AccountId": "1" * 12} if service == "s3control" else {}
    assert violations(service, operation, {**account, **request_}) == []


def test_what_services_refuse_is_still_found() -> None:
    for service, operation, request_, path in (
        ("sqs", "ReceiveMessage", {"AttributeNames": ["Sent"]}, "AttributeNames[0]"),
        ("glue", "CreateSchema", {**SCHEMA, "SchemaDefinition": "\n \n"}, "SchemaDefinition"),
        ("s3control", "TagResource", {"ResourceArn": "arn:aws:sns:::bucket"}, "ResourceArn"),
    ):
        assert path in [one.path for one in violations(service, operation, request_)]


def violations(service: str, operation: str, request_: dict[str, Any]) -> list[Violation]:
    built, checker = checked(service)
    (found,) = (one for one in built.operations if one.name == operation)
    return checker.violations(found, "request", request_) or []


@cache
def checked(service: str) -> tuple[ir.Service, PayloadChecker]:
    built = build(LIBRARY.load(service))
    return built, PayloadChecker(built)


def test_a_number_may_arrive_where_the_model_has_text(fakes: dict[str, Any]) -> None:
    with fakes["greengrass"](allow_unused=True) as fake:
        rule = fake.get_group_certificate_configuration().throttles(times=1)
        rule.returns(CertificateExpiryInMilliseconds=604800000).returns_sample()
        for _ in range(2):
            answer = fake.client.get_group_certificate_configuration(GroupId="g")
            assert type(answer["CertificateExpiryInMilliseconds"]) is int
        with pytest.raises(RuleError, match="expected an integer, got '1'"):
            fake.get_group_certificate_configuration().returns(CertificateExpiryInMilliseconds="1")
        with pytest.raises(RequestShapeError, match="expected a string, got 1"):
            fake.client.update_group_certificate_configuration(
                GroupId="g", CertificateExpiryInMilliseconds=1
            )


def test_limits_of_text_do_not_limit_the_number(project: Project) -> None:
    project.add({"botosmith-1": {"members": {"Job": {"State": {"type": "long", "max": 9}}}}})
    check = ("check", "tiny", "GetJob", "--response", "r.json")
    for given, said in (
        ("7", ""),
        ("10", " to 9, got 10 (likely)\n"),
        ('"done"', 'State: type: expected an integer, got "done"\n'),
    ):
        (project.directory / "r.json").write_text(f'{{"State": {given}}}')
        assert project.run(*check).stdout.endswith(said)


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (
            {"members": {"Job": {"Parent": {"type": "long"}}}},
            "members.Job.Parent.type: the member is a structure; a number can only arrive where",
        ),
        (
            {"members": {"Job": {"Parent": {"pattern": None}}}},
            "members.Job.Parent.pattern: the member is a structure; only strings have one",
        ),
        (
            {"members": {"Job": {"Parent": {"sparse": True}}}},
            "members.Job.Parent.sparse: the member is a structure; only lists and maps have null",
        ),
        (
            {"members": {"Job": {"Reason": {"values": ["new"]}}}},
            "members.Job.Reason.values: the member has no enumeration; name the member that has",
        ),
        (
            {"shapes": {"String": {"values": ["new"]}}},
            "shapes.String.values: the shape has no enumeration; name the shape that has one",
        ),
        (
            {"members": {"Job": {"Nothing": {"optional": True}}}},
            "members.Job.Nothing: structure Job has no member of that name",
        ),
    ],
)
def test_facts_about_what_a_model_lacks(project: Project, patch: dict[str, Any], said: str) -> None:
    project.add({"botosmith-1": patch})
    ended = project.run("build", "tiny")
    assert ended.status == 2
    assert said in ended.stderr
