"""The six payloads that checks are measured with: small, wide, nested, long."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Literal, NamedTuple


class Case(NamedTuple):
    """A valid payload of one side of an operation; ``model`` is its class in a peer's package."""

    service: str
    operation: str
    side: Literal["input", "output"]
    payload: dict[str, Any]
    model: str


MOMENT = datetime(2026, 1, 1, tzinfo=timezone.utc)
STATUS: dict[str, Any] = {
    "JobId": "HSSW2", "JobType": "Import", "LocationCode": "AtAWS", "LocationMessage": "at AWS",
    "ProgressCode": "Started", "ProgressMessage": "x", "LogBucket": "b", "LogKey": "k",
    "ErrorCount": 0, "Signature": "DV+", "SignatureFileContents": "s", "CurrentManifest": "m",
    "CreationDate": MOMENT, "ArtifactList": [{"Description": "d", "URL": "https://x"}],
}  # fmt: skip
TABLE: dict[str, Any] = {
    "Name": "t", "Description": "desc", "Owner": "o", "Retention": 3,
    "StorageDescriptor": {
        "Columns": [
            {"Name": f"c{i}", "Type": "string", "Comment": "a comment", "Parameters": {"k": "v"}}
            for i in range(12)
        ],
        "Location": "s3://b/k", "InputFormat": "x", "OutputFormat": "y", "Compressed": False,
        "NumberOfBuckets": 1, "BucketColumns": ["c1"], "StoredAsSubDirectories": False,
        "SerdeInfo": {"Name": "s", "SerializationLibrary": "l", "Parameters": {"a": "b", "c": "d"}},
        "SortColumns": [{"Column": "c1", "SortOrder": 1}], "Parameters": {"p": "q"},
    },
    "PartitionKeys": [{"Name": "p1", "Type": "int"}], "TableType": "EXTERNAL_TABLE",
    "Parameters": {"x": "y"},
}  # fmt: skip
ITEM: dict[str, Any] = {
    **{f"a{i}": {"S": "x" * 10} for i in range(8)},
    "n": {"N": "1"},
    "l": {"L": [{"S": "a"}, {"N": "2"}, {"M": {"z": {"BOOL": True}}}]},
    "m": {"M": {"q": {"SS": ["a", "b"]}, "w": {"B": b"xx"}}},
}
PUT: dict[str, Any] = {
    "TableName": "t", "Item": ITEM, "ReturnValues": "NONE",
    "ConditionExpression": "attribute_not_exists(#p)", "ExpressionAttributeNames": {"#p": "p"},
    "ExpressionAttributeValues": {":v": {"S": "x"}},
}  # fmt: skip
INSTANCES: dict[str, Any] = {
    "ImageId": "ami-1", "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 2, "KeyName": "k",
    "SecurityGroupIds": ["sg-1", "sg-2"], "SubnetId": "subnet-1", "UserData": "x",
    "BlockDeviceMappings": [{
        "DeviceName": "/dev/xvda",
        "Ebs": {"VolumeSize": 20, "VolumeType": "gp3", "DeleteOnTermination": True},
    }],
    "TagSpecifications": [{
        "ResourceType": "instance",
        "Tags": [{"Key": "Name", "Value": "x"}, {"Key": "env", "Value": "y"}],
    }],
    "Monitoring": {"Enabled": True}, "IamInstanceProfile": {"Name": "p"},
    "MetadataOptions": {"HttpTokens": "required"}, "Placement": {"AvailabilityZone": "us-east-1a"},
}  # fmt: skip
JOBS: dict[str, Any] = {
    "Jobs": [
        {"JobId": f"J{i}", "CreationDate": MOMENT, "IsCanceled": False, "JobType": "Import"}
        for i in range(1000)
    ],
    "IsTruncated": False,
}
IMPORTED = {"ImportCompleted": True, "ImportTime": MOMENT, "ImportedBy": "me"}
CASES = [
    Case("importexport", "GetStatus", "output", STATUS, "GetStatusOutputTypeDef"),
    Case(
        "glue",
        "GetCatalogImportStatus",
        "output",
        {"ImportStatus": IMPORTED},
        "GetCatalogImportStatusResponseTypeDef",
    ),
    Case(
        "glue",
        "CreateTable",
        "input",
        {"DatabaseName": "db", "TableInput": TABLE},
        "CreateTableRequestTypeDef",
    ),
    Case("dynamodb", "PutItem", "input", PUT, "PutItemInputTypeDef"),
    Case("ec2", "RunInstances", "input", INSTANCES, "RunInstancesRequestTypeDef"),
    Case("importexport", "ListJobs", "output", JOBS, "ListJobsOutputTypeDef"),
]
