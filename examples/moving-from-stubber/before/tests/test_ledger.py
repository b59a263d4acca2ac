"""Orders are booked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.stub import ANY
from orders import ledger
from orders.inbox import Order

if TYPE_CHECKING:
    from conftest import Stubbers
    from orders.clients import Clients

ORDER = Order("A1", "Ann", 1250, "r1")


def test_a_new_order_is_booked(clients: Clients, stubs: Stubbers) -> None:
    stubs.dynamodb.add_response(
        "put_item",
        {},
        {
            "TableName": "orders",
            "Item": {"Number": {"S": "A1"}, "Customer": {"S": "Ann"}, "Total": {"N": "1250"}},
            "ConditionExpression": ANY,
        },
    )

    assert ledger.book(clients.dynamodb, "orders", ORDER)


def test_an_order_is_booked_once(clients: Clients, stubs: Stubbers) -> None:
    stubs.dynamodb.add_client_error("put_item", "ConditionalCheckFailedException")

    assert not ledger.book(clients.dynamodb, "orders", ORDER)
