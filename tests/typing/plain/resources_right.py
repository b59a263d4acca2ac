"""boto3's resources with the stubs that ``botosmith stubs --own`` writes: code that is right."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botosmith_dynamodb.client import DynamoDBBoto3Client
from botosmith_dynamodb.resource_type_defs import (
    GetItemOutputTableTypeDef,
    TableAttributeValueTypeDef,
)
from botosmith_dynamodb.service_resource import DynamoDBServiceResource, Table
from botosmith_s3.service_resource import (
    Bucket,
    BucketObjectsCollection,
    Object,
    ObjectSummary,
    S3ServiceResource,
)
from botosmith_s3.type_defs import DeleteObjectsOutputTypeDef
from botosmith_sqs.service_resource import Message, Queue
from typing_extensions import assert_type


def buckets() -> Iterator[str]:
    s3 = boto3.resource("s3")
    assert_type(s3, S3ServiceResource)
    bucket = s3.Bucket("b")
    assert_type(bucket, Bucket)
    assert_type(bucket.name, str)
    assert_type(bucket.creation_date, datetime)
    assert_type(bucket.Object("k"), Object)
    assert_type(s3.Object("b", key="k").get()["Body"].read(), bytes)
    for summary in bucket.objects.filter(Prefix="a/").limit(5):
        assert_type(summary, ObjectSummary)
        yield summary.key
    for page in bucket.objects.pages():
        assert_type(page, list[ObjectSummary])
    assert_type(bucket.objects.all(), BucketObjectsCollection)
    assert_type(bucket.objects.all().delete(), list[DeleteObjectsOutputTypeDef])
    bucket.objects.filter(Prefix="b/").delete(BypassGovernanceRetention=True)
    bucket.upload_file("f", "k", ExtraArgs={"ACL": "private"})
    s3.Object("b", "k").upload_file("f")
    bucket.copy({"Bucket": "c", "Key": "k"}, "k")
    bucket.wait_until_exists()
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    bucket.load()
    s3.meta.client.head_bucket(Bucket="b")
    made = bucket.put_object(Key="k", Body=b"x")
    assert_type(made, Object)


def tables(table: Table, start: dict[str, TableAttributeValueTypeDef] | None) -> None:
    dynamodb = boto3.session.Session().resource("dynamodb", region_name="eu-north-1")
    assert_type(dynamodb, DynamoDBServiceResource)
    assert_type(dynamodb.meta.client, DynamoDBBoto3Client)
    assert_type(dynamodb.Table("t"), Table)
    item: dict[str, TableAttributeValueTypeDef] = {
        "id": "x",
        "n": 5,
        "price": Decimal("1.5"),
        "tags": {"a", "b"},
        "raw": b"x",
    }
    table.put_item(Item=item)
    table.put_item(Item={"id": "x", "none": None, "deep": {"list": [1, "b", {"c": True}]}})
    table.put_item(Item={"id": "x"}, ConditionExpression=Attr("id").not_exists())
    table.put_item(Item={"id": "x"}, ConditionExpression="attribute_not_exists(id)")
    found = table.get_item(Key={"id": "x"}, ConsistentRead=True)
    assert_type(found, GetItemOutputTableTypeDef)
    if "Item" in found:
        assert_type(found["Item"], dict[str, TableAttributeValueTypeDef])
        table.put_item(Item=found["Item"])
        table.put_item(Item={**found["Item"], "seen": True})
        value = found["Item"]["price"]
        if isinstance(value, Decimal):
            print(value + 1)
    pages = table.query(KeyConditionExpression=Key("id").eq("x") & Key("n").between(1, 5))
    while "LastEvaluatedKey" in pages:
        pages = table.query(ExclusiveStartKey=pages["LastEvaluatedKey"])
    table.scan(FilterExpression=Attr("n").gt(5) | ~Attr("old").exists(), Select="COUNT")
    table.update_item(
        Key={"id": "x"}, UpdateExpression="SET n = :n", ExpressionAttributeValues={":n": 7}
    )
    with table.batch_writer(overwrite_by_pkeys=["id"]) as batch:
        batch.put_item(Item=item)
        batch.delete_item(Key={"id": "x"})
    answer = dynamodb.batch_get_item(RequestItems={"t": {"Keys": [{"id": "x"}, {"id": "y"}]}})
    dynamodb.batch_get_item(RequestItems=answer.get("UnprocessedKeys", {}))
    dynamodb.batch_write_item(RequestItems={"t": [{"PutRequest": {"Item": {"id": 5}}}]})
    print(table.item_count + 1, table.table_status == "ACTIVE", start)


def queues(queue: Queue) -> list[Message]:
    queue.send_message(MessageBody="hello")
    messages = queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=5)
    for message in messages:
        assert_type(message.body, str)
        message.delete()
    queue.delete_messages(Entries=[{"Id": "1", "ReceiptHandle": "r"}])
    return messages


def instances() -> None:
    ec2 = boto3.resource("ec2")
    (made,) = ec2.create_instances(ImageId="ami-1", MinCount=1, MaxCount=1)
    made.wait_until_running(Filters=[{"Name": "x", "Values": ["y"]}])
    print(made.vpc.id, made.state.get("Name"), made.public_ip_address)
    for instance in ec2.instances.filter(Filters=[{"Name": "x", "Values": ["y"]}]):
        instance.create_tags(Tags=[{"Key": "k", "Value": "v"}])
        instance.terminate()
    ec2.instances.filter(InstanceIds=["i-1"]).stop()
    for tag in ec2.create_tags(Resources=["i-1"], Tags=[{"Key": "k", "Value": "v"}]):
        print(tag.key, tag.value, tag.resource_id)


def untyped(resource: Any) -> None:
    resource.anything().goes()
