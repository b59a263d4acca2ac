"""Plain boto3, typed by the stubs alone: each line that is marked is flagged."""

import boto3
from boto3 import Session

migration = boto3.client("glue-migration", region_name="us-east-1")
migration.get_catalog_import_status(CatalogID="123")  # error: no such parameter
migration.get_catalog_import_status(CatalogId=123)  # error: wrong type
migration.get_tables(DatabaseName="d")  # error: an operation of glue
migration.get_waiter("job_completed")  # error: a waiter of importexport
print(migration.get_catalog_import_status()["Status"])  # error: no such key
boto3.client("glue-migratoin")  # error: no such service
cell = Session().client("personium-cell", endpoint_url="https://unit.example/")
cell.get_cell_import_status()  # error: a parameter is missing
print(cell.get_cell_import_status(CellName="c")["status"] == "done")  # error: no such value
jobs = boto3.client("importexport")
jobs.create_job(JobType="Imort", Manifest="", ValidateOnly=True)  # error: no such value
