"""Which photos are in which album, in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from photos.places import REGION, TABLE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_dynamodb.type_defs import AttributeValueTypeDef, QueryInputPaginateTypeDef


def add(album: str, name: str) -> bool:
    """Add a photo to an album; return False if the album has one of that name."""
    dynamodb: DynamoDBClient = boto3.client("dynamodb", region_name=REGION)
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item={"Album": {"S": album}, "Name": {"S": name}},
            ConditionExpression="attribute_not_exists(Album)",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True


def names(album: str, first_letter: str = "") -> list[str]:
    """The names of an album's photos that begin with a letter, in order."""
    values: dict[str, AttributeValueTypeDef] = {":album": {"S": album}}
    query: QueryInputPaginateTypeDef = {
        "TableName": TABLE,
        "KeyConditionExpression": "Album = :album",
        "ExpressionAttributeValues": values,
    }
    if first_letter:
        query["KeyConditionExpression"] = "Album = :album AND begins_with(#name, :letter)"
        query["ExpressionAttributeNames"] = {"#name": "Name"}
        values[":letter"] = {"S": first_letter}
    dynamodb: DynamoDBClient = boto3.client("dynamodb", region_name=REGION)
    pages = dynamodb.get_paginator("query").paginate(**query)
    return [item["Name"].get("S", "") for page in pages for item in page.get("Items", [])]
