"""Uses of the three packages that a type checker has to accept, with the types it has to see."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from botocore.session import Session
from botosmith_glue_migration import GlueMigrationClient
from botosmith_glue_migration import connect as connect_glue
from botosmith_importexport import ImportExportClient, connect, register
from botosmith_importexport.errors import ImportExportError, InvalidJobIdException
from botosmith_importexport.literals import JobTypeType
from botosmith_importexport.type_defs import (
    CreateJobInputTypeDef,
    GetStatusOutputTypeDef,
    JobTypeDef,
    ListJobsOutputTypeDef,
)
from botosmith_personium_cell import PersoniumCellClient
from botosmith_personium_cell import connect as connect_cell
from botosmith_personium_cell.errors import CellLockedException
from botosmith_personium_cell.literals import ImportStatusType
from botosmith_personium_cell.type_defs import StatusMessageTypeDef
from typing_extensions import assert_type

session = Session()
register(session)
client = connect(region_name="us-east-1")
assert_type(client, ImportExportClient)
connect(session=session, config=Config(read_timeout=5), verify=False, use_ssl=None)
connect(aws_access_key_id="a", aws_secret_access_key="b", aws_session_token=None)
connect(request_checks="warn", response_checks="structural")
ImportExportClient(session.create_client("importexport", region_name="us-east-1"))
glue: GlueMigrationClient = connect_glue(endpoint_url="https://localhost/")


def fresh_token() -> str:
    return "…"


cell = connect_cell(endpoint_url="https://unit.example/", token="…")
assert_type(cell, PersoniumCellClient)
connect_cell(endpoint_url="https://unit.example/", token=fresh_token, session=session)
connect_cell(endpoint_url="https://unit.example/", cookie="…", cookie_peer="…")


def takes_any_client(plain: BaseClient) -> str:
    return plain.meta.region_name


def requests_and_responses(kind: JobTypeType) -> None:
    takes_any_client(client)
    status = client.get_status(JobId="HSSW2")
    assert_type(status, GetStatusOutputTypeDef)
    assert_type(status.get("ErrorCount"), int | None)
    assert_type(status["ResponseMetadata"]["HTTPStatusCode"], int)
    if "CreationDate" in status:
        assert_type(status["CreationDate"], datetime)
    for artifact in status.get("ArtifactList", []):
        assert_type(artifact.get("URL", ""), str)
    request: CreateJobInputTypeDef = {"JobType": kind, "Manifest": "…", "ValidateOnly": True}
    client.create_job(**request)
    client.get_shipping_label(jobIds=("HSSW2", "HSSW3"))
    imported = glue.get_catalog_import_status().get("ImportStatus", {})
    assert_type(imported.get("ImportTime"), datetime | None)
    glue.import_catalog_to_glue(CatalogId="123456789012")


def pages_and_items(job_ids: list[str]) -> Sequence[str]:
    for job in client.iter_list_jobs(MaxJobs=50, PaginationConfig={"MaxItems": 100}):
        assert_type(job, JobTypeDef)
        job_ids.append(job.get("JobId", ""))
    for page in client.get_paginator("list_jobs").paginate(PaginationConfig={"PageSize": 10}):
        assert_type(page, ListJobsOutputTypeDef)
    assert_type(client.can_paginate("list_jobs"), bool)
    return job_ids


def waiting() -> None:
    client.get_waiter("job_completed").wait(JobId="HSSW2", WaiterConfig={"Delay": 60})
    glue.get_waiter("catalog_import_completed").wait()
    try:
        cell.get_waiter("cell_import_ready").wait(CellName="cell1")
    except WaiterError as error:
        assert_type(str(error), str)


def failing() -> int:
    try:
        client.cancel_job(JobId="HSSW2")
    except InvalidJobIdException as error:
        assert_type(error.message, str)
        assert_type(error.http_status, int)
        return error.http_status
    except client.exceptions.ExpiredJobIdException as error:
        assert_type(error.code, str)
    except ImportExportError as error:
        response: ClientError = error
        return len(response.operation_name)
    return 0


def narrowing(poll: Callable[[], ImportStatusType]) -> str:
    status = cell.get_cell_import_status(CellName="cell1")
    if status["status"] == "import failed" and "message" in status:
        assert_type(status["message"], StatusMessageTypeDef)
        return status["message"]["message"].get("value", "")
    state: Literal["import failed", "importation in progress", "ready"] = status["status"]
    try:
        cell.import_cell(CellName="cell1", Name="snapshot", Override=["X-A:b", "X-C:d"])
    except CellLockedException as error:
        return error.message
    return state if poll() == "ready" else "…"


def checking() -> None:
    with client.checks(request="off", response="strict"):
        client.list_jobs()
    assert_type(len(client.shape_warnings), int)
