"""boto3's resources with the stubs that ``botosmith stubs --own`` writes: code that is wrong."""

import boto3
from botosmith_s3.service_resource import Buckett as Buckett  # error: no such resource

s3 = boto3.resource("s3")
bucket = s3.Bucket("b")
s3.Bucket()  # error: the name is missing
s3.Bucket(5)  # error: a number
s3.Buckett("b")  # error: no such resource
bucket.naem  # error: no such attribute
bucket.name = "c"  # error: an identifier cannot be set
for _one in bucket.objects:  # error: a manager cannot be iterated
    pass
for summary in bucket.objects.all():
    print(summary.keyy)  # error: no such attribute
bucket.objects.filter(Prefx="a/")  # error: no such parameter
bucket.objects.filter(Bucket="c")  # error: the resource has it
bucket.objects.limit("5")  # error: text
bucket.objects.all().delete(Forse=True)  # error: no such parameter
bucket.put_object(Key="k", Body=5)  # error: a number
bucket.upload_file("f", "b", "k", "x", "y", "z")  # error: too many
bucket.Object("b", "k")  # error: the bucket is known
bucket.wait_until_exits()  # error: no such waiter
bucket.connect()  # error: no such method
s3.meta.client.iter_list_buckets()  # error: a plain client
s3.Object("b", "k").get(Bucket="c")  # error: the resource has it
s3.Object("b", "k").get()["Bodi"]  # error: no such key
s3.buckets.all().name  # error: of a bucket, not of a collection

dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("t")
table.put_item(Item={"id": 1.5})  # error: boto3 refuses float
table.put_item(Item={"id": {1.5}})  # error: boto3 refuses float
table.put_item(Item={"id": object()})  # error: no value of DynamoDB's
table.put_item(Item={"deep": {"list": [1.5]}})  # error: boto3 refuses float
table.put_item(Item={5: "x"})  # error: the name is a number
table.put_item()  # error: Item is missing
table.put_item(TableName="t", Item={"id": "x"})  # error: the resource has it
table.get_item(Key="x")  # error: text
table.query(KeyConditionExpression=5)  # error: a number
table.get_item(Key={"id": "x"})["Itm"]  # error: no such key
table.batch_writer().put_item({"id": 1.5})  # error: boto3 refuses float
table.scan(Select="COUNTS")  # error: no such value
table.item_count.upper()  # error: a number
dynamodb.Table("t").table_status == "ACTIV"  # noqa: B015  # error, but not to pyrefly: no such value

queue = boto3.resource("sqs").Queue("url")
queue.receive_messages(MaxNumberOfMessages="10")  # error: text
queue.send_message()  # error: MessageBody is missing
for message in queue.receive_messages():
    message.bodi  # error: no such attribute

ec2 = boto3.resource("ec2")
ec2.create_instances(MinCount=1)  # error: MaxCount is missing
ec2.Instance("i-1").state["name"]  # error: no such key
ec2.instances.stop(Forse=True)  # error: no such parameter
