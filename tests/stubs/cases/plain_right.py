"""Plain boto3, typed by the stubs alone: what is right passes."""

from datetime import datetime
from typing import Literal, assert_type

import boto3
from boto3 import Session
from types_boto3_glue.client import GlueClient
from types_boto3_glue_migration.client import GlueMigrationClient
from types_boto3_importexport.type_defs import JobTypeDef

glue = boto3.client("glue", region_name="us-east-1")
assert_type(glue, GlueClient)
assert_type(glue.get_database(Name="d")["Database"]["Name"], str)

migration = boto3.client("glue-migration", region_name="us-east-1")
assert_type(migration, GlueMigrationClient)
status = migration.get_catalog_import_status(CatalogId="123")["ImportStatus"]
assert_type(status.get("ImportTime"), datetime | None)
migration.get_waiter("catalog_import_completed").wait(WaiterConfig={"Delay": 1})

cell = Session(profile_name="dev").client("personium-cell", endpoint_url="https://unit.example/")
assert_type(
    cell.get_cell_import_status(CellName="cell1")["status"],
    Literal["import failed", "importation in progress", "ready"],
)

jobs: list[JobTypeDef] = []
for page in boto3.client("importexport").get_paginator("list_jobs").paginate():
    jobs += page["Jobs"]
try:
    boto3.client("importexport").get_status(JobId="J1")
except boto3.client("importexport").exceptions.InvalidJobIdException as error:
    print(error.operation_name)
