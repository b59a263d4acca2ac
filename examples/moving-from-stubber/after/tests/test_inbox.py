"""Orders come from the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import inbox

if TYPE_CHECKING:
    from botosmith_sqs.fakes import FakeSQS

QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"


def test_orders_are_read_from_messages(fake_sqs: FakeSQS) -> None:
    body = '{"number": "A1", "customer": "Ann", "total": 1250}'
    fake_sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10).returns(
        Messages=[{"Body": body, "ReceiptHandle": "r1"}]
    )

    assert inbox.receive(fake_sqs.client, QUEUE) == [inbox.Order("A1", "Ann", 1250, "r1")]


def test_an_empty_queue_has_no_orders(fake_sqs: FakeSQS) -> None:
    fake_sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10).returns()

    assert inbox.receive(fake_sqs.client, QUEUE) == []
