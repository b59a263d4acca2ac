"""Fakes of AWS's services whose answers are bytes: bodies, events, headers, old codes of errors."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, EventStreamError


def test_a_body_and_headers(fakes: dict[str, Any]) -> None:
    with fakes["s3"](transport="wire") as fake:
        fake.get_object(Bucket="b", Key="k").returns(Body=b"\x00x", Metadata={"a": "1"}, ETag='"e"')
        found = fake.client.get_object(Bucket="b", Key="k")
        assert (found["Body"].read(), found["Metadata"], found["ETag"]) == (
            b"\x00x",
            {"a": "1"},
            '"e"',
        )


def test_a_status_alone(fakes: dict[str, Any]) -> None:
    with fakes["s3"](transport="wire") as fake:
        fake.head_object(Bucket="b", Key="k").raises("404")
        with pytest.raises(ClientError) as caught:
            fake.client.head_object(Bucket="b", Key="k")
    response: Any = caught.value.response
    assert response["Error"] == {"Code": "404", "Message": "Not Found"}


def test_text_that_a_handler_reads(fakes: dict[str, Any]) -> None:
    """S3's location is the text of the root; the default one has none."""
    with fakes["s3"](transport="wire") as fake:
        fake.get_bucket_location(Bucket="a").returns(LocationConstraint="eu-west-1")
        fake.get_bucket_location(Bucket="b").returns()
        found = [fake.client.get_bucket_location(Bucket=name) for name in ("a", "b")]
        assert [one["LocationConstraint"] for one in found] == ["eu-west-1", None]


def test_the_code_of_old(fakes: dict[str, Any]) -> None:
    with fakes["sqs"](transport="wire") as fake:
        fake.get_queue_url(QueueName="q").raises("QueueDoesNotExist", message="no")
        with pytest.raises(fake.client.exceptions.QueueDoesNotExist) as caught:
            fake.client.get_queue_url(QueueName="q")
    error = caught.value.response["Error"]
    assert error == {
        "Code": "AWS.SimpleQueueService.NonExistentQueue", "QueryErrorCode": "QueueDoesNotExist",
        "Type": "Sender", "Message": "no",
    }  # fmt: skip


def test_events(fakes: dict[str, Any]) -> None:
    events = [{"chunk": {"bytes": b"a"}}, {"chunk": {"bytes": b"b"}}]
    failing = [*events, {"throttlingException": {"message": "slow"}}]
    with fakes["bedrock-runtime"](transport="wire") as fake:
        call = fake.invoke_model_with_response_stream
        call(modelId="m").returns(body=events, contentType="x")
        call(modelId="n").returns(body=failing, contentType="x")
        found = fake.client.invoke_model_with_response_stream(modelId="m")
        assert [*found["body"]] == events
        with pytest.raises(EventStreamError, match=r"throttlingException.*slow"):
            list(fake.client.invoke_model_with_response_stream(modelId="n")["body"])


def test_numbers_that_json_does_not_have(fakes: dict[str, Any]) -> None:
    """JSON has a text for an infinity, and botocore leaves it one, which only bytes show."""
    with fakes["cloudwatch"](transport="wire") as fake:
        results = [{"Id": "a", "Values": [float("inf"), 1.5]}]
        fake.get_metric_data().returns(MetricDataResults=results)
        found = fake.client.get_metric_data(MetricDataQueries=[], StartTime=0, EndTime=1)
        assert found["MetricDataResults"] == [{"Id": "a", "Values": ["Infinity", 1.5]}]
