"""``fake.resource``: boto3's own resource, whose calls go to the fake's rules and checks."""

from __future__ import annotations

import importlib
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from botocore.config import Config
from botosmith_runtime.fakes import UnexpectedCallError
from botosmith_runtime.fakes.adapters.botocore import resources
from botosmith_runtime.violations import RequestShapeError

conditions: Any = importlib.import_module("boto3.dynamodb.conditions")
FakeClosedError: Any = importlib.import_module("botosmith_runtime.fakes").FakeClosedError
WIRE = {"id": {"S": "x"}, "n": {"N": "1.50"}, "raw": {"B": b"x"}, "some": {"SS": ["a"]}}
PLAIN = {"id": "x", "n": Decimal("1.50"), "raw": b"x", "some": {"a"}}


@pytest.fixture(params=["stub", "wire"])
def dynamodb(fakes: dict[str, Any], request: pytest.FixtureRequest) -> Any:
    with fakes["dynamodb"](transport=request.param) as fake:
        yield fake


def test_values_of_tables_are_pythons_own(dynamodb: Any) -> None:
    dynamodb.put_item(TableName="t", Item=WIRE).returns()
    dynamodb.get_item(Key={"id": {"S": "x"}}).returns(Item=WIRE)
    table = dynamodb.resource.Table("t")
    table.put_item(Item=PLAIN)
    assert table.get_item(Key={"id": "x"})["Item"] == PLAIN
    assert [call.request.get("Item") for call in dynamodb.calls] == [WIRE, None]
    assert dynamodb.resource.meta.client is table.meta.client
    # What the resource changes about its client, it changes about no other client of the fake.
    assert dynamodb.client.get_item(TableName="t", Key={"id": {"S": "x"}})["Item"] == WIRE
    with pytest.raises(RequestShapeError, match=r"Key\['id'\]|Key\.id|Key"):
        dynamodb.client.get_item(TableName="t", Key={"id": "x"})


def test_conditions_and_batches(dynamodb: Any) -> None:
    dynamodb.query(KeyConditionExpression="(#n0 = :v0 AND #n1 > :v1)").returns(Items=[WIRE])
    dynamodb.batch_write_item().returns(UnprocessedItems={})
    table = dynamodb.resource.Table("t")
    key = conditions.Key("id").eq("x") & conditions.Key("n").gt(1)
    assert table.query(KeyConditionExpression=key)["Items"] == [PLAIN]
    with table.batch_writer() as batch:
        batch.put_item(Item={"id": "x"})
    sent = dynamodb.calls[-1].request["RequestItems"]
    assert sent == {"t": [{"PutRequest": {"Item": {"id": {"S": "x"}}}}]}


def test_checks_look_at_what_is_sent(dynamodb: Any) -> None:
    table = dynamodb.resource.Table("t")
    with pytest.raises(RequestShapeError, match="Itm: unknown"):
        table.put_item(Item={"id": "x"}, Itm=1)
    with pytest.raises(RequestShapeError, match="ReturnValues: enum"):
        table.put_item(Item={"id": "x"}, ReturnValues="ANY")
    with pytest.raises(TypeError, match="Float types are not supported"):
        table.put_item(Item={"id": 1.5})
    assert dynamodb.call_count == 0


def test_errors_pages_and_waiters(fakes: dict[str, Any]) -> None:
    with fakes["s3"]() as fake:
        fake.get_object(Key="no").raises("NoSuchKey")
        fake.list_objects().pages([{"Contents": [{"Key": "a"}]}, {"Contents": [{"Key": "b"}]}])
        fake.head_bucket().raises("404").returns()
        fake.delete_objects().returns(Deleted=[{"Key": "a"}]).optional()
        bucket = fake.resource.Bucket("b")
        with pytest.raises(bucket.meta.client.exceptions.NoSuchKey):
            bucket.Object("no").get()
        assert [one.key for one in bucket.objects.all()] == ["a", "b"]
        bucket.wait_until_exists()
        assert fake.elapsed > 0


def test_a_fake_and_its_resource_end_together(fakes: dict[str, Any]) -> None:
    config = Config(region_name="eu-west-2", retries={"mode": "standard"})
    with fakes["sqs"](config=config) as fake, fakes["sqs"]() as other:
        resource = fake.resource
        assert resource is fake.resource
        assert resource is not other.resource
        assert resource.meta.client.meta.region_name == "eu-west-2"
        assert resource.meta.client.meta.config.retries["mode"] == "standard"
        other.send_message().returns(MessageId="m", MD5OfMessageBody="d")
        assert other.resource.Queue("https://q").send_message(MessageBody="x")["MessageId"] == "m"
        with pytest.raises(UnexpectedCallError):
            resource.Queue("https://q").send_message(MessageBody="x")
        fake.reset()
    with pytest.raises(FakeClosedError):
        fake.resource  # noqa: B018  # a property
    with pytest.raises(FakeClosedError):
        resource.Queue("https://q").send_message(MessageBody="x")


def test_many_resources_share_a_session(fakes: dict[str, Any]) -> None:
    """Else each would make a client from nothing, and add a directory to the search path."""
    for _ in range(3):
        with fakes["sqs"]() as fake:
            assert fake.resource.meta.service_name == "sqs"
    shared: Any = resources
    inner, _ = shared._sessions()
    paths = inner.get_component("data_loader").search_paths
    assert len(paths) == len({*paths})


def test_a_service_without_resources(fakes: dict[str, Any]) -> None:
    with fakes["kinesis"]() as fake, pytest.raises(AttributeError, match="no attribute 'resource'"):
        fake.resource  # noqa: B018  # a property
    module = importlib.import_module("botosmith_kinesis.service_resource")
    assert [name for name in dir(module) if name[0].isupper() and name != "TYPE_CHECKING"] == []
    with pytest.raises(ImportError) as caught:
        exec("from botosmith_kinesis.service_resource import Stream")
    assert str(caught.value) == (
        "botosmith_kinesis.service_resource has no Stream: boto3 has no resources of kinesis. Use "
        "a client: that of boto3.client('kinesis'), or of botosmith_kinesis.connect()"
    )


def test_without_boto3(fakes: dict[str, Any]) -> None:
    module: Any = sys.modules[fakes["sqs"].__module__]
    directory = module.__file__.partition("/botosmith_sqs/")[0]
    program = (
        f"import sys\nsys.path.insert(0, {directory!r})\n"
        "from botosmith_sqs.fakes import FakeSQS\n"
        "fake = FakeSQS()\nsys.modules['boto3'] = None  # an import of it fails\n"
        "try:\n    fake.resource\nexcept ImportError as error:\n    print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == (
        "fake.resource is boto3's own resource: pip install boto3\n",
        "",
    )
