"""What a service answers one day, beyond its model, goes back to it in a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest
from botosmith_runtime.violations import RequestShapeError, ShapeWarning


class Loop(NamedTuple):
    """An operation that reads, what it answers, and one that writes ``again`` of the answer."""

    service: str
    reads: str
    asked: Any
    answer: Any
    writes: str
    again: Callable[[Any], Any]


def _task(answer: Any) -> Any:
    return answer["taskDefinition"]


def _attributes(answer: Any) -> Any:
    return {"QueueUrl": "q", "Attributes": answer["Attributes"]}


def _tags(answer: Any) -> Any:
    tags: list[Any] = answer["Tags"]
    return {"StreamName": "s", "Tags": {one["Key"]: one["Value"] for one in tags}}


def _records(answer: Any) -> Any:
    sets: list[Any] = answer["ResourceRecordSets"]
    changes = [{"Action": "UPSERT", "ResourceRecordSet": one} for one in sets]
    return {"HostedZoneId": "Z1", "ChangeBatch": {"Changes": changes}}


def _rule(answer: Any) -> Any:
    return answer


DRIVER: Any = {"name": "c", "image": "i", "logConfiguration": {"logDriver": "newdriver"}}
ATTRIBUTES: Any = {"NewAttribute": "x" * 300_000}
TAGGED: Any = {"Key": "k" * 500, "Value": "v" * 5000}
SET: Any = {"Name": "n", "Type": "NEWTYPE", "SetIdentifier": "s" * 200, "Region": "moon-1"}
NEWER = [
    Loop(
        "ecs",
        "describe_task_definition",
        {"taskDefinition": "f"},
        {"taskDefinition": {"family": "f", "containerDefinitions": [DRIVER]}},
        "register_task_definition",
        _task,
    ),
    Loop(
        "sqs",
        "get_queue_attributes",
        {"QueueUrl": "q"},
        {"Attributes": ATTRIBUTES},
        "set_queue_attributes",
        _attributes,
    ),
    Loop(
        "kinesis",
        "list_tags_for_stream",
        {"StreamName": "s"},
        {"Tags": [TAGGED], "HasMoreTags": False},
        "add_tags_to_stream",
        _tags,
    ),
    Loop(
        "route53",
        "list_resource_record_sets",
        {"HostedZoneId": "Z1"},
        {"ResourceRecordSets": [SET], "IsTruncated": False, "MaxItems": "1"},
        "change_resource_record_sets",
        _records,
    ),
    Loop(
        "events",
        "describe_rule",
        {"Name": "r"},
        {"Name": "r" * 99, "State": "PAUSED", "ScheduleExpression": "x" * 999, "RoleArn": "arn"},
        "put_rule",
        _rule,
    ),
]


@pytest.mark.parametrize("loop", NEWER, ids=lambda loop: str(loop.service))
@pytest.mark.parametrize("response", ["certain", "warn", "off"])
def test_what_a_service_answers_can_be_sent_back(
    fakes: Mapping[str, Any], recwarn: pytest.WarningsRecorder, response: str, loop: Loop
) -> None:
    """By a client with the default for requests, and by a fake that answers beyond the model."""
    with fakes[loop.service](answer_checks="off", allow_unused=True) as fake:
        getattr(fake, loop.reads)().returns(**loop.answer)
        rule = getattr(fake, loop.writes)().returns()
        with fake.client.checks(response=response):
            read = getattr(fake.client, loop.reads)(**loop.asked)
            read.pop("ResponseMetadata")
            getattr(fake.client, loop.writes)(**loop.again(read))
        assert len(rule.calls) == 1
    told = [one.message for one in recwarn if isinstance(one.message, ShapeWarning)]
    assert "request" in [one.direction for one in told]
    with fakes[loop.service](allow_unused=True) as fake, pytest.raises(RequestShapeError):
        getattr(fake.client, loop.writes)(**loop.again(loop.answer))
