"""An order goes from the queue into the ledger and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.worker import Places, work

if TYPE_CHECKING:
    from conftest import Stubbers
    from orders.clients import Clients

QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
PLACES = Places(QUEUE, table="orders", bucket="archive")
BODY = '{"number": "A1", "customer": "Ann", "total": 1250}'
ENTRY = {"Bucket": "archive", "Key": "orders/A1"}


def test_an_order_is_booked_archived_and_deleted(clients: Clients, stubs: Stubbers) -> None:
    stubs.sqs.add_response("receive_message", {"Messages": [{"Body": BODY, "ReceiptHandle": "r1"}]})
    stubs.dynamodb.add_response("put_item", {})
    stubs.s3.add_client_error("head_object", "NoSuchKey", expected_params=ENTRY)
    stubs.s3.add_response(
        "put_object", {}, {**ENTRY, "Body": b'{"customer": "Ann", "total": 1250}'}
    )
    stubs.sqs.add_response("delete_message", {}, {"QueueUrl": QUEUE, "ReceiptHandle": "r1"})

    assert work(clients, PLACES) == 1
