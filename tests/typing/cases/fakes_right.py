"""Every feature of fakes, as a type checker has to accept it."""

import re
import unittest.mock
from collections.abc import Sequence
from datetime import datetime, timezone

import botocore.session
from botocore.config import Config
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from botocore.session import Session
from botosmith_error_fields.errors import Clashing, Coded, Statused
from botosmith_error_fields.fakes import FakeErrorFields
from botosmith_event_stream.fakes import FakeEventStream
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_head_request.errors import Busy
from botosmith_head_request.fakes import FakeHeadRequest
from botosmith_importexport import ImportExportClient
from botosmith_importexport.errors import CanceledJobIdException, InvalidJobIdException
from botosmith_importexport.fake_types import GetStatusAnswer
from botosmith_importexport.fakes import ABSENT, ANY, FakeImportExport, GetStatusRule, error
from botosmith_importexport.type_defs import GetStatusInputTypeDef, ListJobsInputTypeDef
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import Call
from botosmith_streaming_blob.fakes import FakeStreamingBlob
from typing_extensions import assert_type


def test_poll(fake_importexport: FakeImportExport) -> None:
    fake_importexport.get_status(JobId="J1").returns(ProgressCode="Started")
    fake_importexport.get_status(JobId="J2").raises("InvalidJobIdException", message="no such job")
    assert_type(fake_importexport.client, ImportExportClient)


def conditions(fake: FakeImportExport) -> None:
    fake.get_status().returns()
    fake.get_status(JobId=ANY, APIVersion=ABSENT).returns()
    fake.get_status(JobId=unittest.mock.ANY).returns()
    fake.get_status(JobId=lambda job: job.startswith("J")).returns()
    fake.get_status(JobId=re.compile("J[0-9]+")).returns()
    fake.get_status(strict=True, JobId="J1").returns()
    fake.create_job(JobType="Import", ValidateOnly=lambda only: not only).returns()
    fake.get_shipping_label(jobIds=["J1"], name="Ann").returns()


def answers(fake: FakeImportExport, seeds: Sequence[int]) -> None:
    moment = datetime(2010, 6, 1, tzinfo=timezone.utc)
    rule = fake.get_status(JobId="J1").returns(CreationDate=moment, ErrorCount=3).times(2)
    assert_type(rule, GetStatusRule)
    rule.returns(CreationDate="2010-06-01", ResponseMetadata={"HTTPStatusCode": 200})
    rule.returns_sample(seed=seeds[0], ProgressCode="Started").delays(3).delays(0.1, real=True)
    rule.returns_each({"ProgressCode": "Started"}, {"ProgressCode": "Success", "ErrorCount": 0})
    rule.raises(InvalidJobIdException).raises(CanceledJobIdException, message="gone")
    rule.raises(error(InvalidJobIdException, "no such job")).raises(InvalidJobIdException({}, ""))
    rule.raises(error(CanceledJobIdException), message="gone").times(1)
    rule.raises(ReadTimeoutError).raises(EndpointConnectionError(endpoint_url="https://x/"))
    assert_type(rule.optional(), GetStatusRule)
    fake.get_status().optional().returns()
    rule.raises("Whatever", unmodelled=True, http_status=418, message="tea", Pot="brown")
    rule.fails_connection(times=2).throttles(times=1).throttles("SlowDown", http_status=503)
    assert_type(rule.calls, tuple[GetStatusInputTypeDef, ...])
    assert_type(rule.calls[0]["JobId"], str)
    assert_type(rule.call_count, int)
    fake.list_jobs().pages([{"Jobs": [{"JobId": "J1"}]}, {"Jobs": []}])
    rule.responds(lambda request: {"JobId": request["JobId"]})
    rule.responds(lambda request: error(InvalidJobIdException, f"no {request['JobId']}"))
    rule.responds(lambda request: error("404") if request["JobId"] == "J1" else {})


def recorded(fake: FakeImportExport, real: ImportExportClient) -> None:
    """What the client gave is what a rule may answer."""
    fake.get_status().returns(**real.get_status(JobId="J1"))
    fake.get_status().returns_each(real.get_status(JobId="J1"), real.get_status(JobId="J2"))
    fake.get_status().responds(lambda request: real.get_status(**request))
    fake.list_jobs().pages([real.list_jobs()])


def by_request(request: ListJobsInputTypeDef) -> ValueError:
    return ValueError(request.get("Marker", ""))


def the_fake() -> None:
    with FakeImportExport(auto=True, seed=3, allow_unused=True, config=Config()) as fake:
        fake.list_jobs().responds(by_request)
        assert_type(fake.calls, tuple[Call, ...])
        assert_type(fake.elapsed, float)
        with fake.patch(botocore.session), fake.patch(Session()), fake.patch():
            fake.assert_used()
        fake.reset()
        fake.close()
    with FakeImportExport(strict=True, answer_checks="off", region_name="eu-central-1") as fake:
        assert_type(started(fake).returns(**STARTED), GetStatusRule)
        fake.get_status(strict=False, JobId="J1").returns()


STARTED: GetStatusAnswer = {"ProgressCode": "Started"}


def started(fake: FakeImportExport) -> GetStatusRule:
    return fake.get_status(JobId="J1")


def other_services(personium: FakePersoniumCell, glue: FakeGlueMigration) -> None:
    personium.get_cell_import_status(CellName="cell1").returns(status="ready")
    glue.get_catalog_import_status().returns(ImportStatus={"ImportCompleted": True})
    glue.import_catalog_to_glue().returns()
    glue.import_catalog_to_glue().raises(ReadTimeoutError)


def streams(blobs: FakeStreamingBlob, events: FakeEventStream) -> None:
    blobs.download(Key="a").returns(Body="text")
    blobs.download().returns_each({"Body": b"bytes", "Length": 5})
    events.listen().returns(EventStream=[{"Text": {"Text": "hello"}}])
    events.listen().responds(lambda _: {"EventStream": []})


def fields(fake: FakeErrorFields, given: Clashing) -> None:
    fake.fail().raises("Clashing", message="m", response="r", args=["a"], Reason="a")
    fake.fail().raises(Statused, RetryAfter=3)
    fake.fail().raises(given).raises(given, message="m").raises(ConnectTimeoutError)
    fake.fail().raises(error(Statused, "m", RetryAfter=3)).optional()
    fake.fail().raises("Wire.Code").raises("Coded").raises(Coded)


def common(fake: FakeImportExport, fielded: FakeErrorFields, bare: FakeHeadRequest) -> None:
    fake.get_status().raises("AccessDenied").raises("Throttling", message="slow down")
    fielded.fail().raises("AccessDeniedException", message="no").raises("ThrottlingException")
    bare.head_thing().raises("404").raises("304").raises("423").raises(ReadTimeoutError)
    bare.head_thing().raises("NoSuchThing", unmodelled=True, http_status=404)
    bare.get_thing().raises("Missing").raises("Locked", RetryAfter=3).raises(Busy, Queue="q")
    bare.get_thing().raises("Lent", Owner="o", message="gone").raises("SignatureDoesNotMatch")
    bare.get_thing().throttles().throttles("Throttling", times=2, http_status=503)
