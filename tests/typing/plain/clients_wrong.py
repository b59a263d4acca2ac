"""Plain boto3 with the stubs that ``botosmith stubs --own`` writes: code that is wrong."""

import boto3
from botosmith_kms.service_resource import Key as Key  # error: boto3 has no resources of KMS
from botosmith_s3 import S3Client
from botosmith_s3.client import S3Boto3Client

s3 = boto3.client("s3")
s3.get_objekt(Bucket="b", Key="k")  # error: no such method
s3.get_object(Bucket="b")  # error: Key is missing
s3.get_object(Bucket="b", Key=5)  # error: a number
s3.get_paginator("list_object_v2")  # error: no such paginator
print(s3.get_object(Bucket="b", Key="k")["Bodi"])  # error: no such key
boto3.client("s3", region="eu-north-1")  # error: the parameter is region_name
boto3.session.Session().client("s3").put_objekt()  # error: no such method
boto3.Sesion()  # error: no such class

# What only connect's client has, and a plain one has not.
s3.checks(request="off")  # error: of connect's client
print(s3.shape_warnings)  # error: of connect's client
print(s3.service)  # error: of connect's client
print(s3.exceptions_class)  # error: of connect's client
s3.iter_list_buckets()  # error: of connect's client
s3.iter_list_directory_buckets()  # error: of connect's client
s3.iter_list_multipart_uploads(Bucket="b")  # error: of connect's client
s3.iter_list_object_versions(Bucket="b")  # error: of connect's client
s3.iter_list_objects(Bucket="b")  # error: of connect's client
s3.iter_list_objects_v2(Bucket="b")  # error: of connect's client
s3.iter_list_parts(Bucket="b", Key="k", UploadId="u")  # error: of connect's client
try:
    s3.list_buckets()
except s3.exceptions.NoSuchKey as error:
    print(error.http_status)  # error: botocore's class has no status


def of_connect(client: S3Client) -> None:
    """It takes no plain client."""


of_connect(s3)  # error: a plain client has no checks


class OwnSession(boto3.Session):
    def found(self) -> S3Boto3Client:
        return self.client("dynamodb")  # error: a client of another service
