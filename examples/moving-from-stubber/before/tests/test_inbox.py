"""Orders come from the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import inbox

if TYPE_CHECKING:
    from conftest import Stubbers
    from orders.clients import Clients

QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"


def test_orders_are_read_from_messages(clients: Clients, stubs: Stubbers) -> None:
    body = '{"number": "A1", "customer": "Ann", "total": 1250}'
    stubs.sqs.add_response(
        "receive_message",
        {"Messages": [{"Body": body, "ReceiptHandle": "r1"}]},
        {"QueueUrl": QUEUE, "MaxNumberOfMessages": 10},
    )

    assert inbox.receive(clients.sqs, QUEUE) == [inbox.Order("A1", "Ann", 1250, "r1")]


def test_an_empty_queue_has_no_orders(clients: Clients, stubs: Stubbers) -> None:
    stubs.sqs.add_response("receive_message", {}, {"QueueUrl": QUEUE, "MaxNumberOfMessages": 10})

    assert inbox.receive(clients.sqs, QUEUE) == []
