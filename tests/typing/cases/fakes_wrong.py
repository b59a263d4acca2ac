"""Rules that a type checker has to flag, line by line."""

import re

from botocore.exceptions import NoCredentialsError, ReadTimeoutError
from botosmith_error_fields.errors import Clashing
from botosmith_error_fields.fakes import FakeErrorFields
from botosmith_event_stream.fakes import FakeEventStream
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_head_request.errors import Missing
from botosmith_head_request.fakes import FakeHeadRequest
from botosmith_importexport.errors import InvalidJobIdException, UnableToCancelJobIdException
from botosmith_importexport.fakes import FakeImportExport, error
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_streaming_blob.fakes import FakeStreamingBlob


def conditions(fake: FakeImportExport) -> None:
    fake.get_state()  # error: no such operation
    fake.get_status(JobID="J1")  # error: no such member
    fake.get_status(JobId=1)  # error: text
    fake.get_status(JobId=lambda job: job.bit_length() > 1)  # error: text has no such method
    fake.get_status(JobId=[re.compile("J")])  # error: no list
    fake.get_status(strict="yes")  # error: a boolean
    fake.create_job(JobType="import")  # error: Import or Export


def answers(fake: FakeImportExport, glue: FakeGlueMigration, cell: FakePersoniumCell) -> None:
    rule = fake.get_status()
    rule.returns(State="Started")  # error: no such member
    rule.returns(ErrorCount="3")  # error: a number
    rule.returns(CreationDate=2010)  # error: a moment or its text
    rule.returns({"ErrorCount": 3})  # error: by keyword
    rule.returns_sample(seed="3")  # error: a number
    rule.returns_sample(ErrorCount="3")  # error: a number
    rule.returns_each({"Progress": "Started"})  # error: no such member
    rule.pages([{}])  # error: there is no paginator
    fake.list_jobs().pages([{"Jobs": "J1"}])  # error: a list
    fake.list_jobs().pages([{"Jobs": [{"Id": "J1"}]}])  # error: no such member
    glue.import_catalog_to_glue().returns(Imported=True)  # error: no members
    glue.get_catalog_import_status().returns(ImportStatus={"ImportCompleted": 1})  # error: boolean
    cell.get_cell_import_status().returns()  # error: status is required
    cell.get_cell_import_status().returns(status="done")  # error: no such status


def errors(fake: FakeImportExport, other: FakeErrorFields, given: Clashing) -> None:
    rule = fake.get_status()
    rule.raises("NoSuchJob")  # error: the model has no such error
    rule.raises("UnableToCancelJobIdException")  # error: that is another operation's
    rule.raises(UnableToCancelJobIdException)  # error: that is another operation's
    rule.raises(ValueError)  # error: no error of a service
    rule.raises(ValueError("x"))  # error: no error of a service
    rule.raises(error(UnableToCancelJobIdException))  # error: that is another operation's
    rule.raises(NoCredentialsError())  # error: no error of the connection
    rule.raises(ReadTimeoutError, message="late")  # error: it has its own
    rule.raises(error(InvalidJobIdException), http_status=404)  # error: the model says the status
    rule.raises("InvalidJobIdException", http_status=404)  # error: the model says the status
    rule.raises("InvalidJobIdException", JobId="J1")  # error: it has no fields
    rule.raises("InvalidJobIdException", message=3)  # error: text
    other.fail().raises("Statused", RetryAfter="soon")  # error: a number
    other.fail().raises("Statused", Retry=3)  # error: no such field
    other.fail().raises("Clashing", Reason="c")  # error: a or b
    other.fail().raises(given, Reason="a")  # error: it has its own
    other.fail().raises(error(InvalidJobIdException))  # error: that is another service's
    other.fail().raises(ReadTimeoutError, unmodelled=True)  # error: it is botocore's own


def common(fake: FakeImportExport, cell: FakePersoniumCell, bare: FakeHeadRequest) -> None:
    fake.get_status().raises("AccessDeniedException")  # error: of the query protocol it is no code
    fake.get_status().raises("AccessDenied", http_status=403)  # error: the status is known
    fake.get_status().raises("AccessDenied", Reason="none")  # error: it has no fields
    cell.get_cell_import_status().raises("AccessDenied")  # error: that is AWS's
    bare.head_thing().raises("Missing")  # error: without a body no more than "404" arrives
    bare.head_thing().raises(Missing)  # error: the same
    bare.head_thing().raises("AccessDenied")  # error: the same, "403"
    bare.get_thing().raises("404")  # error: its errors have names
    bare.get_thing().raises("Locked", RetryAfter="soon")  # error: a number
    bare.get_thing().raises("Missing", RetryAfter=3)  # error: it has no fields
    bare.get_thing().raises("Lent")  # error: Owner is required
    bare.get_thing().raises("Lent", Queue="q")  # error: no field of its


def responders(fake: FakeImportExport) -> None:
    rule = fake.get_status()
    rule.responds(lambda request: {"JobId": request["Job"]})  # error: no such member
    rule.responds(lambda request: {"Job": request["JobId"]})  # error: no such member
    rule.responds(lambda: {"JobId": "J1"})  # error: it is called with the request
    rule.responds({"JobId": "J1"})  # error: a function
    rule.calls[0]["Job"]  # error: no such member
    rule.times("2")  # error: a number
    error(ValueError, "m")  # error: no error of a service
    error(InvalidJobIdException, 3)  # error: text
    FakeImportExport(automatic=True)  # error: no such option
    FakeImportExport(strict=3)  # error: true or false
    FakeImportExport(answer_checks="warn")  # error: strict, structural or off
    FakeImportExport(region_name=["eu-central-1"])  # error: one region


def streams(blobs: FakeStreamingBlob, events: FakeEventStream) -> None:
    blobs.download().returns()  # error: Body is required
    blobs.download().returns(Body=1)  # error: bytes or text
    events.listen().returns(EventStream=[{"Said": {}}])  # error: no such event
