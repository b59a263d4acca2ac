"""The scripts that type checkers look at: a client is made, called, paged through and caught."""

from __future__ import annotations

SERVICES = {
    "importexport": """
from {package} import ImportExportClient
from {package}.type_defs import {job}


def unfinished(client: ImportExportClient) -> list[str]:
    found: list[str] = []
    for page in client.get_paginator("list_jobs").paginate():
        for job in page["Jobs"] if "Jobs" in page else []:
            if not job.get("IsCanceled"):
                found.append(job.get("JobId", ""))
    return found


def started(client: ImportExportClient, job: str) -> bool:
    try:
        status = client.get_status(JobId=job)
    except client.exceptions.InvalidJobIdException as error:
        print(error.response)
        return False
    return status.get("ProgressCode") == "Started"
""",
    "s3": """
from {package} import S3Client
from {package}.type_defs import {job}


def large(client: S3Client, bucket: str, size: int) -> list[str]:
    found: list[str] = []
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            if entry.get("Size", 0) > size:
                found.append(entry.get("Key", ""))
    return found


def text(client: S3Client, bucket: str, key: str) -> str:
    client.get_waiter("object_exists").wait(Bucket=bucket, Key=key)
    try:
        answer = client.get_object(Bucket=bucket, Key=key)
    except client.exceptions.NoSuchKey as error:
        return str(error.response)
    return answer["Body"].read().decode() if "Body" in answer else ""
""",
    "glue": """
from {package} import GlueClient
from {package}.type_defs import {job}


def tables(client: GlueClient, database: str) -> list[{job}]:
    found: list[{job}] = []
    for page in client.get_paginator("get_tables").paginate(DatabaseName=database):
        found.extend(page["TableList"] if "TableList" in page else [])
    return found


def run(client: GlueClient, job: str) -> str:
    try:
        started = client.start_job_run(JobName=job, Arguments=dict(key="value"))
    except client.exceptions.EntityNotFoundException as error:
        return str(error.response)
    number = started["JobRunId"] if "JobRunId" in started else ""
    state = client.get_job_run(JobName=job, RunId=number)
    return state["JobRun"].get("JobRunState", "") if "JobRun" in state else ""
""",
}
"""But for its imports the same for both: ``package`` and the name of one type are put in."""

TYPES = {"importexport": "JobTypeDef", "s3": "ObjectTypeDef", "glue": "TableTypeDef"}
CLIENTS = {"importexport": "ImportExportClient", "s3": "S3Client", "glue": "GlueClient"}
OURS = """
from {package} import connect

print(connect(region_name="us-east-1").meta.endpoint_url)
"""
THEIRS = """
import boto3

made: {client} = boto3.client("{service}", region_name="us-east-1")
print(made.meta.endpoint_url)
"""


def script(service: str, *, ours: bool, makes_its_client: bool) -> str:
    """A script for our package or for the one of types-boto3."""
    package = f"botosmith_{service}" if ours else f"types_boto3_{service}"
    text = SERVICES[service].lstrip()
    if makes_its_client:
        text += OURS if ours else THEIRS
    return text.format(
        package=package, job=TYPES[service], client=CLIENTS[service], service=service
    )
