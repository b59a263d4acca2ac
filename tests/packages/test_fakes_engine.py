"""The engine of fakes without a client: an operation and parameters in, an answer or fault out."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore import xform_name
from botocore.exceptions import ReadTimeoutError
from botocore.model import ServiceModel
from botosmith_importexport.client import ImportExportClient
from botosmith_importexport.fakes import GetStatusRule, ListJobsRule
from botosmith_runtime.fakes import UnexpectedCallError
from botosmith_runtime.fakes.engine.answers import Answer, NoAnswer, NoConnection, Throttled
from botosmith_runtime.fakes.engine.engine import Engine
from botosmith_runtime.fakes.engine.exchange import Exchange
from botosmith_runtime.fakes.engine.matching import CallParameters
from botosmith_runtime.fakes.engine.operations import FakedService


@pytest.fixture(scope="module")
def service() -> FakedService:
    """What the engine has to know of a service, from its model and the generated package alone."""
    about = ImportExportClient.service
    documents = about.models / about.name / about.api_version
    model = ServiceModel(json.loads((documents / "service-2.json").read_bytes()), about.name)
    return FakedService(
        model,
        about.package,
        {name: xform_name(name) for name in model.operation_names},
        ImportExportClient.exceptions_class(),
        lambda: json.loads((documents / "paginators-1.json").read_bytes())["pagination"],
        {},
        of_aws=True,
    )


@pytest.fixture
def engine(service: FakedService) -> Engine:
    return Engine("FakeImportExport", service)


def rule(engine: Engine, **conditions: Any) -> GetStatusRule:
    holder: Any = SimpleNamespace(engine=engine)  # a rule asks nothing else of its fake
    return GetStatusRule(holder, "GetStatus", conditions, None)


def exchange(engine: Engine, operation: str = "GetStatus", **sent: Any) -> Exchange:
    return Exchange(engine, operation, CallParameters(sent, sent))


def test_parameters_in_answer_out(engine: Engine) -> None:
    artifacts: Any = [{"Description": "label"}]
    kept = rule(engine, JobId="J1").returns(CreationDate="2010-06-01", ArtifactList=artifacts)
    answer = exchange(engine, JobId="J1").attempt()
    assert isinstance(answer, Answer)
    assert (answer.status, answer.error, answer.metadata) == (200, None, {})
    assert answer.members["CreationDate"].year == 2010
    answer.members["ArtifactList"].clear()  # the answer is the receiver's own
    again = exchange(engine, JobId="J1").attempt()
    assert isinstance(again, Answer)
    assert again.members["ArtifactList"] == artifacts
    assert again.request_id != answer.request_id
    assert [call.request for call in engine.calls] == [*kept.calls] == [{"JobId": "J1"}] * 2


def test_a_service_s_error_is_an_answer(engine: Engine) -> None:
    rule(engine).raises("InvalidJobIdException", message="no such job")
    answer = exchange(engine, JobId="J1").attempt()
    assert isinstance(answer, Answer)
    assert answer.status == 400
    assert answer.error == {"Code": "InvalidJobIdException", "Message": "no such job"}


def test_a_call_meets_its_faults_attempt_by_attempt(engine: Engine) -> None:
    made = rule(engine, JobId="J1").throttles(times=1).fails_connection(times=1)
    made.raises(ReadTimeoutError).times(1).returns(ProgressCode="Started")
    call = exchange(engine, JobId="J1")
    throttled, unreached, lost, answer = (call.attempt() for _ in range(4))
    assert isinstance(throttled, Throttled)
    assert (throttled.code, throttled.http_status) == ("ThrottlingException", 400)
    assert isinstance(unreached, NoConnection)
    assert isinstance(lost, NoAnswer)
    assert isinstance(lost.at("https://host.example/"), ReadTimeoutError)
    assert isinstance(answer, Answer)
    assert answer.members == {"ProgressCode": "Started"}
    assert len(engine.calls) == 1


def test_pages_follow_the_tokens_of_calls(engine: Engine) -> None:
    holder: Any = SimpleNamespace(engine=engine)
    jobs = [{"Jobs": [{"JobId": name}], "IsTruncated": name == "J1"} for name in ("J1", "J2")]
    made: Any = ListJobsRule(holder, "ListJobs", {}, None)
    made.pages(jobs)
    second = exchange(engine, "ListJobs", Marker="J1").attempt()
    assert isinstance(second, Answer)
    assert second.members["Jobs"] == [{"JobId": "J2"}]


def test_a_call_that_no_rule_answers_is_refused(engine: Engine) -> None:
    rule(engine, JobId="J1").returns(ProgressCode="Started")
    with pytest.raises(UnexpectedCallError, match="the closest rule is get_status"):
        exchange(engine, JobId="J2").attempt()
