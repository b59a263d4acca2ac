"""The table of booked orders, in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

    from orders.inbox import Order


def book(dynamodb: DynamoDBClient, table: str, order: Order) -> bool:
    """Book an order; return False if it was booked before."""
    try:
        dynamodb.put_item(
            TableName=table,
            Item={
                "Number": {"S": order.number},
                "Customer": {"S": order.customer},
                "Total": {"N": str(order.total)},
            },
            ConditionExpression="attribute_not_exists(Number)",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True
