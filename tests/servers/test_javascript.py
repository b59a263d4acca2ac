"""The AWS SDK for JavaScript: version 3 from npm, and version 2 for AWS Import/Export."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import serve
from generated_fakes import GeneratedFakes
from programs import node
from small_s3 import SmallS3

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
MD5_OF_HI = "49f68a5c8493ec2c0bf489821c21fc3b"


def fake_of_s3(fakes: GeneratedFakes) -> Any:
    fake = fakes["s3"]()
    SmallS3(fake)
    return fake


@pytest.mark.parametrize("https", [False, True])
def test_s3(fakes: GeneratedFakes, https: bool) -> None:
    with fake_of_s3(fakes).serve(https=https) as server:
        found = node(server, "version_3.js", "s3")["s3"]
    assert found == {
        "body": "hello",
        "type": "text/plain",
        "part": ["ell", "bytes 1-3/5"],
        "keys": ["a/b c.txt"],
        "missing": ["NoSuchKey", 404],
    }


def test_s3_in_host_style(fakes: GeneratedFakes) -> None:
    with fake_of_s3(fakes).serve() as server:
        url = f"http://s3.localhost:{server.port}"
        found = node(server, "version_3.js", "s3", STYLE="host", AWS_ENDPOINT_URL_S3=url)
        buckets = {call.request["Bucket"] for call in server.fake.calls}
    assert (found["s3"]["body"], buckets) == ("hello", {"my-bucket"})


def test_several_services_at_one_address(fakes: GeneratedFakes) -> None:
    sqs, dynamodb = fakes["sqs"](), fakes["dynamodb"]()
    sqs.send_message(MessageBody="hi").returns(MessageId="m1", MD5OfMessageBody=MD5_OF_HI)
    message = {"MessageId": "m1", "Body": "hi", "MD5OfBody": MD5_OF_HI}
    sqs.receive_message().returns(Messages=[message])
    sqs.get_queue_url(QueueName="no").raises("QueueDoesNotExist")
    dynamodb.get_item(Key={"id": {"S": "1"}}).returns(Item={"id": {"S": "1"}, "n": {"N": "1.5"}})
    server = serve(sqs, dynamodb)
    found = node(server, "version_3.js", "sqs", "dynamodb")
    assert found["sqs"] == {"id": "m1", "bodies": ["hi"], "missing": "QueueDoesNotExist"}
    assert found["dynamodb"]["item"] == {"id": {"S": "1"}, "n": {"N": "1.5"}}
    name, message = found["dynamodb"]["refused"]
    assert name == "UnexpectedCallError"
    assert "Key        {'id': {'S': '1'}}  !=  {'id': {'S': '2'}}" in message
    with pytest.raises(AssertionError, match=r"get_item.*was not expected"):
        server.close()


@pytest.mark.parametrize("cbor", ["", "yes"])
def test_cloudwatch_in_json_and_cbor(fakes: GeneratedFakes, cbor: str) -> None:
    fake = fakes["cloudwatch"]()
    fake.list_metrics().returns(Metrics=[{"Namespace": "AWS/EC2", "MetricName": "CPU"}])
    result = {"Id": "m1", "Timestamps": [MOMENT], "Values": [1.5]}
    fake.get_metric_data().returns(MetricDataResults=[result])
    with fake.serve() as server:
        found = node(server, "version_3.js", "cloudwatch", CBOR=cbor)["cloudwatch"]
    assert found == {
        "names": ["CPU"],
        "at": ["2026-01-02T03:04:05.000Z"],
        "values": [1.5],
        "protocol": "rpc-v2-cbor" if cbor else "application/x-amz-json-1.0",
    }


@pytest.mark.parametrize("https", [False, True])
def test_bedrock_streams_over_http2(fakes: GeneratedFakes, https: bool) -> None:
    fake = fakes["bedrock-runtime"]()
    events: list[Any] = [
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": text}}}
        for text in ("Hel", "lo")
    ]
    fake.converse_stream().returns(stream=[*events, {"messageStop": {"stopReason": "end_turn"}}])
    with fake.serve(https=https) as server:
        assert node(server, "version_3.js", "bedrock")["bedrock"] == ["Hel", "lo"]


def test_importexport_by_version_2() -> None:
    fake = FakeImportExport()
    fake.get_status(JobId="J1").returns(ProgressCode="Started", CreationDate=MOMENT)
    fake.get_status(JobId="NOSUCH").raises("InvalidJobIdException")
    fake.list_jobs().returns(Jobs=[{"JobId": "J1"}, {"JobId": "J2"}])
    with fake.serve() as server:
        found = node(server, "version_2.js")
    assert found == {
        "code": "Started",
        "created": "2026-01-02T03:04:05.000Z",
        "jobs": ["J1", "J2"],
        "missing": ["InvalidJobIdException", 400],
    }
