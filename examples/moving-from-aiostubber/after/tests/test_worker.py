"""The worker labels parcels all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parcels.clients import connect
from parcels.worker import work

if TYPE_CHECKING:
    from botosmith_s3.fakes import FakeS3
    from botosmith_sqs.fakes import FakeSQS
    from botosmith_sqs.type_defs import MessageTypeDef

QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/parcels"
MESSAGES: list[MessageTypeDef] = [
    {"MessageId": "1", "Body": "7", "ReceiptHandle": "r7"},
    {"MessageId": "2", "Body": "8", "ReceiptHandle": "r8"},
]


async def test_each_parcel_gets_a_label(fake_sqs: FakeSQS, fake_s3: FakeS3) -> None:
    fake_sqs.receive_message().returns(Messages=MESSAGES)
    for number in ("7", "8"):
        fake_s3.put_object(Key=f"labels/{number}", Body=f"No. {number}".encode()).returns()
        fake_sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=f"r{number}").returns()

    with fake_sqs.patch(), fake_s3.patch():
        async with connect("eu-west-1") as clients:
            assert await work(clients, QUEUE, "depot") == 2


async def test_there_is_nothing_to_do(fake_sqs: FakeSQS, fake_s3: FakeS3) -> None:
    fake_sqs.receive_message().returns()

    with fake_sqs.patch(), fake_s3.patch():
        async with connect("eu-west-1") as clients:
            assert await work(clients, QUEUE, "depot") == 0


async def test_a_slow_service_is_retried(fake_sqs: FakeSQS, fake_s3: FakeS3) -> None:
    fake_sqs.receive_message().throttles(times=2).returns(Messages=MESSAGES[:1])
    fake_sqs.delete_message().returns()
    fake_s3.put_object().fails_connection(times=1).returns()

    with fake_sqs.patch(), fake_s3.patch():
        async with connect("eu-west-1") as clients:
            assert await work(clients, QUEUE, "depot") == 1
