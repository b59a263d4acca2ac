"""Uses of the three packages that a type checker has to flag, line by line."""

from botosmith_glue_migration import connect as connect_glue
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.type_defs import CreateJobInputTypeDef, JobTypeDef
from botosmith_personium_cell import connect as connect_cell

client = connect(region_name="us-east-1")
connect(region="us-east-1")  # error: region_name
connect(request_checks="lenient")  # error: no such mode
ImportExportClient("importexport")  # error: a client, not its name
connect_cell(endpoint_url="https://unit.example/", region_name="x")  # error: has no regions
connect_cell(endpoint_url="https://unit.example/", token=b"t")  # error: text
cell = connect_cell(endpoint_url="https://unit.example/")


def requests() -> None:
    client.get_status()  # error: JobId is required
    client.get_status("HSSW2")  # error: by keyword only
    client.get_status(JobId=7)  # error: text
    client.get_status(JobId="HSSW2", jobid="HSSW2")  # error: no such parameter
    client.create_job(JobType="import", Manifest="…", ValidateOnly=True)  # error: Import
    client.get_shipping_label(jobIds={"HSSW2"})  # error: a set has no order
    client.list_jobs(MaxJobs=None)  # error: leave it out instead
    client.describe_jobs()  # error: no such operation
    cell.import_cell(CellName="cell1")  # error: Name is required
    incomplete: CreateJobInputTypeDef = {"JobType": "Import"}  # error: two keys are missing
    del incomplete


def responses() -> None:
    status = client.get_status(JobId="HSSW2")
    status["Errors"]  # error: no such key
    status.get("JobId") + "!"  # error: the model does not promise it
    status["ResponseMetadata"]["Status"]  # error: no such key
    for job in client.iter_list_jobs():
        job.JobId  # error: a dict, not an object
    last: JobTypeDef = client.list_jobs()  # error: the page, not an item
    del last
    state = cell.get_cell_import_status(CellName="cell1")["status"]
    if state == "failed":  # error, but not to pyrefly: never
        return
    when: str = connect_glue().get_catalog_import_status()["ImportStatus"]  # error: a dict
    del when


def pollers() -> None:
    client.get_paginator("list_job")  # error: no such paginator
    client.get_paginator("list_jobs").paginate(Marker="…")  # error: that is the paginator's own
    client.get_waiter("job_complete")  # error: no such waiter
    client.get_waiter("job_completed").wait()  # error: JobId is required
    client.get_waiter("job_completed").wait(JobId="J", WaiterConfig={"delay": 1})  # error: Delay
    client.iter_list_jobs(Max=50)  # error: MaxJobs


def errors() -> None:
    try:
        client.cancel_job(JobId="HSSW2")
    except InvalidJobIdException as error:
        error.detail  # error: no such attribute
        error.message.code  # error: text
    except client.exceptions.NoSuchJob:  # error: no such error
        pass
