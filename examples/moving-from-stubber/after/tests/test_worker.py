"""An order goes from the queue into the ledger and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.clients import Clients
from orders.worker import Places, work

if TYPE_CHECKING:
    from botosmith_dynamodb.fakes import FakeDynamoDB
    from botosmith_s3.fakes import FakeS3
    from botosmith_sqs.fakes import FakeSQS

QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
PLACES = Places(QUEUE, table="orders", bucket="archive")
BODY = '{"number": "A1", "customer": "Ann", "total": 1250}'


def test_an_order_is_booked_archived_and_deleted(
    fake_sqs: FakeSQS, fake_s3: FakeS3, fake_dynamodb: FakeDynamoDB
) -> None:
    fake_sqs.receive_message().returns(Messages=[{"Body": BODY, "ReceiptHandle": "r1"}])
    fake_dynamodb.put_item().returns()
    fake_s3.head_object(Bucket="archive", Key="orders/A1").raises("404")
    fake_s3.put_object(
        Bucket="archive", Key="orders/A1", Body=b'{"customer": "Ann", "total": 1250}'
    ).returns()
    fake_sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle="r1").returns()

    clients = Clients(fake_sqs.client, fake_s3.client, fake_dynamodb.client)
    assert work(clients, PLACES) == 1
