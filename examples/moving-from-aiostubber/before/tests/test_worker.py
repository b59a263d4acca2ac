"""The worker labels parcels all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.stub import ANY
from parcels.worker import work

if TYPE_CHECKING:
    from conftest import Stubbers
    from parcels.clients import Clients

QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/parcels"
MESSAGES = [
    {"MessageId": "1", "Body": "7", "ReceiptHandle": "r7"},
    {"MessageId": "2", "Body": "8", "ReceiptHandle": "r8"},
]


async def test_each_parcel_gets_a_label(clients: Clients, stubs: Stubbers) -> None:
    # The calls are made at once, but the responses have an order.
    stubs.sqs.add_response("receive_message", {"Messages": MESSAGES})
    for number in ("7", "8"):
        stubs.s3.add_response(
            "put_object",
            {"ETag": "e"},
            {"Bucket": "depot", "Key": f"labels/{number}", "Body": ANY},
        )
        stubs.sqs.add_response(
            "delete_message", {}, {"QueueUrl": QUEUE, "ReceiptHandle": f"r{number}"}
        )

    assert await work(clients, QUEUE, "depot") == 2


async def test_there_is_nothing_to_do(clients: Clients, stubs: Stubbers) -> None:
    stubs.sqs.add_response("receive_message", {})

    assert await work(clients, QUEUE, "depot") == 0
