"""Orders are booked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders import ledger
from orders.inbox import Order

if TYPE_CHECKING:
    from botosmith_dynamodb.fakes import FakeDynamoDB

ORDER = Order("A1", "Ann", 1250, "r1")


def test_a_new_order_is_booked(fake_dynamodb: FakeDynamoDB) -> None:
    fake_dynamodb.put_item(
        TableName="orders",
        Item={"Number": {"S": "A1"}, "Customer": {"S": "Ann"}, "Total": {"N": "1250"}},
    ).returns()

    assert ledger.book(fake_dynamodb.client, "orders", ORDER)


def test_an_order_is_booked_once(fake_dynamodb: FakeDynamoDB) -> None:
    fake_dynamodb.put_item().raises("ConditionalCheckFailedException")

    assert not ledger.book(fake_dynamodb.client, "orders", ORDER)


def test_a_booking_is_tried_again(fake_dynamodb: FakeDynamoDB) -> None:
    fake_dynamodb.put_item().throttles(times=2).returns()

    assert ledger.book(fake_dynamodb.client, "orders", ORDER)
