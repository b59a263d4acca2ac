"""Shape checks in a client: their modes, and how they reach every kind of call."""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, get_args

import botosmith_importexport
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber
from botocore.validate import ParamValidator
from botosmith_glue_migration import GlueMigrationClient
from botosmith_importexport import ImportExportClient, checks
from botosmith_runtime.ignored import RULES
from botosmith_runtime.modes import RequestMode, ResponseMode
from botosmith_runtime.violations import (
    CERTAIN_IN_RESPONSES,
    LIKELY_IN_REQUESTS,
    RequestShapeError,
    ResponseShapeError,
    ShapeWarning,
)
from shape_payloads import BAD_REQUEST, BROKEN, FINE, JUNK, glue, outcome
from wire import KEYS, Wire, boto3_session, shared_session

WRONG: Any = {"CatalogId": 5}  # for botocore as well
PAGE = (
    "<ListJobsResponse><ListJobsResult><Jobs><member><JobId>J1</JobId><JobType>Fax</JobType>"
    "</member></Jobs></ListJobsResult></ListJobsResponse>"
)
RETURNED = (
    "<GetStatusResponse><GetStatusResult><LocationCode>Returned</LocationCode>"
    "<ProgressCode>Canceled</ProgressCode></GetStatusResult></GetStatusResponse>"
)
AT_ONCE: Any = {"Delay": 0, "MaxAttempts": 1}


def importexport(text: str, status: int = 200) -> tuple[Any, Wire]:
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS}
    client = botosmith_importexport.connect(**given, response_checks="strict")
    return client, Wire(client, (status, text))


def test_by_default_what_is_certain_is_refused_and_what_is_likely_is_sent() -> None:
    client, wire = glue(JUNK)
    with pytest.raises(RequestShapeError, match="CatalogId: type: expected a string, got 5"):
        client.get_catalog_import_status(**WRONG)
    assert not wire.sent
    with pytest.warns(ShapeWarning, match="CatalogId: length: expected 1 to 255 characters"):
        response = client.get_catalog_import_status(**BAD_REQUEST)
    assert response["ImportStatus"] == {"ImportedBy": "two\nlines"}
    assert len(wire.sent) == 1
    (violation,) = client.shape_warnings[-1].violations
    assert (violation.path, violation.tier) == ("ImportStatus.ImportedBy", "likely")
    broken, _ = glue(BROKEN)
    with pytest.warns(ShapeWarning, match="ImportCompleted: type: expected a boolean, got 'yes'"):
        broken.get_catalog_import_status()


# A request that is likely wrong, and one that is certainly wrong.
REQUESTS = {
    "strict": ("refused", "refused"),
    "certain": ("warned", "refused"),
    "warn": ("warned", "refused by botocore"),
    "off": ("passed", "refused by botocore"),
}
# A response that is right, one that is likely wrong, and one that is certainly wrong.
RESPONSES = {
    "strict": ("passed", "raised", "raised"),
    "structural": ("passed", "warned", "raised"),
    "warn": ("passed", "warned", "warned"),
    "certain": ("passed", "passed", "warned"),
    "off": ("passed", "passed", "passed"),
}


def test_every_mode_is_tested() -> None:
    assert set(get_args(RequestMode)) == set(REQUESTS)
    assert set(get_args(ResponseMode)) == set(RESPONSES)


def test_every_rule_has_a_tier_and_a_name() -> None:
    assert LIKELY_IN_REQUESTS < RULES
    assert CERTAIN_IN_RESPONSES < RULES
    found = checks.create_job_request({"JobType": 7, "Manifest": "m", "X": 1})
    assert {one.tier for one in found} == {"certain"}
    (one,) = checks.get_status_response({"JobType": "Fax"})
    assert (one.rule, one.tier) == ("enum", "likely")
    (one,) = checks.get_status_response({"JobType": 7})
    assert (one.rule, one.tier) == ("type", "certain")


@pytest.mark.parametrize("mode", REQUESTS)
def test_modes_of_requests(mode: Any) -> None:
    """For the client, for one that is wrapped later, and for a block."""
    for request, expected in zip((BAD_REQUEST, WRONG), REQUESTS[mode], strict=True):
        client, wire = glue(request_checks=mode)
        assert outcome(client.get_catalog_import_status, **request) == expected
        assert len(wire.sent) == (not expected.startswith("refused"))
        other, _ = glue()
        wrapped = GlueMigrationClient(other, request_checks=mode)
        assert outcome(wrapped.get_catalog_import_status, **request) == expected
        third, _ = glue()
        with third.checks(request=mode):
            assert outcome(third.get_catalog_import_status, **request) == expected
        assert outcome(third.get_catalog_import_status, **WRONG) == "refused"


def test_what_botocore_refuses_is_refused_where_it_is_only_likely_to_be_wrong() -> None:
    """A value below a minimum; botocore's own validation is off."""
    client, wire = glue()
    assert outcome(client.get_catalog_import_status, CatalogId="") == "refused"
    assert not wire.sent


def test_a_value_that_came_can_be_sent_back() -> None:
    """On the day on which a service adds a value, programs that read, change and write go on."""
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS}
    client: Any = botosmith_importexport.connect(**given)
    Wire(
        client,
        (200, "<a><GetStatusResult><JobType>Fax</JobType></GetStatusResult></a>"),
        (200, "<a><UpdateJobResult/></a>"),
    )
    job = client.get_status(JobId="J1")
    update = {"JobId": "J1", "JobType": job["JobType"], "Manifest": "m", "ValidateOnly": True}
    assert outcome(client.update_job, **update) == "warned"


@pytest.mark.parametrize(
    ("ignore", "expected"),
    [
        ({"GetCatalogImportStatus": "*"}, "passed"),
        ({"GetCatalogImportStatus.CatalogId": "length"}, "passed"),
        ({"GetCatalogImportStatus": ["enum", "length"]}, "passed"),
        ({"GetCatalogImportStatus.CatalogId": "enum"}, "refused"),
        ({"ImportCatalogToGlue": "*"}, "refused"),
        ({}, "refused"),
    ],
)
def test_rules_that_are_ignored(ignore: Any, expected: str) -> None:
    client, _ = glue(request_checks="strict", ignore_checks=ignore)
    assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == expected
    other, _ = glue(request_checks="strict")
    with other.checks(ignore=ignore):
        assert outcome(other.get_catalog_import_status, **BAD_REQUEST) == expected
    assert outcome(other.get_catalog_import_status, **BAD_REQUEST) == "refused"
    GlueMigrationClient(other, ignore_checks=ignore)
    assert outcome(other.get_catalog_import_status, **BAD_REQUEST) == expected


def test_items_of_lists_are_ignored_by_their_member() -> None:
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS}
    ignore = {"ListJobs.Jobs.JobType": "enum"}
    options: Any = {**given, "response_checks": "strict", "ignore_checks": ignore}
    client: Any = botosmith_importexport.connect(**options)
    Wire(client, (200, PAGE))
    assert client.list_jobs()["Jobs"] == [{"JobId": "J1", "JobType": "Fax"}]
    assert not client.shape_warnings


@pytest.mark.parametrize(
    ("ignore", "said"),
    [
        ({"GetStatuss": "*"}, "there is no operation GetStatuss; did you mean GetStatus"),
        ({"GetStatus.Job": "*"}, r"there is no member GetStatus\.Job; did you mean JobId"),
        ({"GetStatus.JobID": "*"}, r"there is no member GetStatus\.JobID; did you mean JobId\?"),
        (
            {"ListJobs.Jobs[0].JobTipe": "enum"},
            r"there is no member ListJobs\.Jobs\.JobTipe; did you mean JobType or JobId\?",
        ),
        ({"GetStatus.JobId": "lenght"}, "'lenght' is not a rule: expected depth, enum, "),
    ],
)
def test_rules_that_cannot_be_ignored(ignore: Any, said: str) -> None:
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS}
    with pytest.raises(ValueError, match=said):
        botosmith_importexport.connect(**given, ignore_checks=ignore)


@pytest.mark.parametrize("mode", RESPONSES)
def test_modes_of_responses(mode: Any) -> None:
    for text, expected in zip((FINE, JUNK, BROKEN), RESPONSES[mode], strict=True):
        client, _ = glue(text, response_checks=mode)
        assert outcome(client.get_catalog_import_status) == expected
        other, _ = glue(text)
        with other.checks(response=mode):
            assert outcome(other.get_catalog_import_status) == expected


def test_a_client_of_boto3_is_checked_once_it_is_wrapped() -> None:
    plain = boto3_session(**KEYS).client("importexport", "us-east-1")
    Wire(plain, (200, RETURNED))
    assert outcome(plain.get_status, JobId="J1") == "passed"
    ImportExportClient(plain, response_checks="strict")
    assert outcome(plain.get_status, JobId="J1") == "raised"
    again = ImportExportClient(ImportExportClient(plain), request_checks="off")
    assert outcome(again.get_status, JobId="J1") == "raised"  # what is left out stays
    assert outcome(again.get_status, JobId="J1", Colour="red") == "refused by botocore"


def test_modes_that_do_not_exist() -> None:
    with pytest.raises(ValueError, match=r"request_checks='structural': expected one of strict, c"):
        glue(request_checks="structural")
    client, _ = glue()
    with pytest.raises(ValueError, match="response_checks='loud'"), client.checks(response="loud"):
        pass


def test_blocks_nest_and_hold_for_their_thread_or_task_alone() -> None:
    client, _ = glue(JUNK)
    both = Barrier(2, timeout=60)

    def call(mode: Any) -> str:
        with client.checks(response=mode):
            both.wait()
            result = outcome(client.get_catalog_import_status) if mode == "strict" else "passed"
            both.wait()
        return result

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(call, ("strict", "off"))) == ["raised", "passed"]

    async def task(mode: Any) -> str:
        with client.checks(response=mode):
            await asyncio.sleep(0)  # the other task enters its block
            return outcome(client.get_catalog_import_status)

    async def tasks() -> Any:
        return await asyncio.gather(task("strict"), task("off"), task("warn"))

    assert asyncio.run(tasks()) == ["raised", "passed", "warned"]
    with client.checks(response="off"):
        with client.checks(request="off"):
            assert outcome(client.get_catalog_import_status, **BAD_REQUEST) == "passed"
        assert outcome(client.get_catalog_import_status, **WRONG) == "refused"
    with client.checks(response="warn"):
        assert outcome(client.get_catalog_import_status) == "warned"


@pytest.mark.parametrize(
    ("options", "block", "validated", "expected"),
    [
        ({}, None, 0, "refused"),
        ({"config": Config(retries={"total_max_attempts": 1})}, None, 0, "refused"),
        ({"config": Config(parameter_validation=True)}, None, 1, "refused"),
        ({"request_checks": "strict"}, "warn", 1, "refused by botocore"),
        ({}, "off", 1, "refused by botocore"),
        ({"request_checks": "warn"}, None, 1, "refused by botocore"),
        ({"request_checks": "off"}, None, 1, "refused by botocore"),
        ({"request_checks": "certain"}, None, 0, "refused"),
        ({"config": Config(parameter_validation=False)}, None, 0, "passed"),
        ({"config": Config(parameter_validation=False)}, "strict", 0, "refused"),
        ({"config": Config(parameter_validation=False)}, "off", 0, "passed"),
    ],
)
def test_botocores_own_validation_is_off_only_where_requests_are_checked(
    options: dict[str, Any],
    block: Any,
    validated: int,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[Any] = []
    validate: Any = vars(ParamValidator)["validate"]

    def counted(*given: Any) -> Any:
        calls.append(given)
        return validate(*given)

    monkeypatch.setattr(ParamValidator, "validate", counted)
    client, _ = glue(**options)
    with client.checks(request=block):
        assert outcome(client.get_catalog_import_status) == "passed"
        assert len(calls) == validated
        assert outcome(client.get_catalog_import_status, **WRONG) == expected


def test_a_client_without_botocores_validation_has_no_request_checks_once_it_is_wrapped(
    tmp_path: Path,
) -> None:
    """Neither by a configuration nor by a profile, unless a mode is given."""
    (tmp_path / "config").write_text("[profile lax]\nparameter_validation = false\n")
    lax: list[tuple[Any, Any]] = [
        (boto3_session(), {"config": Config(parameter_validation=False)}),
        (boto3_session(profile_name="lax"), {}),
    ]
    for session, config in lax:
        options: dict[str, Any] = {"region_name": "us-east-1", **KEYS, **config}
        client = session.client("importexport", **options)
        Wire(client, (200, RETURNED))
        ImportExportClient(client)
        assert outcome(client.get_status, JobId=7) == "passed"
        connected = botosmith_importexport.connect(session=session, **options)
        Wire(connected, (200, RETURNED))
        assert outcome(connected.get_status, JobId=7) == "passed"
        ImportExportClient(client, request_checks="strict")
        assert outcome(client.get_status, JobId=7) == "refused"


def test_every_kind_of_call_is_checked() -> None:
    """Pages, items and waiters end in the same events; a presigned URL is a request."""
    client, wire = importexport(PAGE)
    bad: list[Any] = [
        lambda: client.get_paginator("list_jobs").paginate(MaxJobs=True),
        lambda: client.iter_list_jobs(MaxJobs="5"),
    ]
    for call in bad:
        with pytest.raises(RequestShapeError, match="MaxJobs: type: expected an integer"):
            list(call())
    with pytest.raises(RequestShapeError, match="jobId: unknown"):
        client.get_waiter("job_completed").wait(JobId="J1", jobId="")
    with pytest.raises(ParamValidationError, match="JobId: required"):
        client.generate_presigned_url("get_status", {})
    assert not wire.sent
    good: list[Any] = [
        lambda: client.get_paginator("list_jobs").paginate(),
        client.iter_list_jobs,
        client.list_jobs,
    ]
    for call in good:
        with pytest.raises(ResponseShapeError, match=r"Jobs\[0\].JobType: enum: .*, got 'Fax'"):
            list(call())
    waiting, _ = importexport(RETURNED)
    with pytest.raises(ResponseShapeError, match="Carrier: presence: expected present when Loc"):
        waiting.get_waiter("job_completed").wait(JobId="J1", WaiterConfig=AT_ONCE)


def test_stubbed_calls_are_checked() -> None:
    client, _ = importexport("")
    with Stubber(client) as stubber:
        stubber.add_response("get_status", {"LocationCode": "Returned"}, {"JobId": "J1"})
        stubber.add_response("get_status", {"LocationCode": "AtAWS"}, {"JobId": "J1"})
        with pytest.raises(ResponseShapeError, match="TrackingNumber: presence"):
            client.get_status(JobId="J1")
        assert client.get_status(JobId="J1")["LocationCode"] == "AtAWS"
        stubber.assert_no_pending_responses()


@pytest.mark.parametrize("name", ["before-parameter-build", "before-parameter-build.*.*"])
def test_what_is_checked_is_what_other_handlers_leave(name: str) -> None:
    client, wire = glue(request_checks="strict")

    def spoil(params: Any, **_: Any) -> None:
        params.update(BAD_REQUEST)

    client.meta.events.register(name, spoil)
    assert outcome(client.get_catalog_import_status) == "refused"
    assert not wire.sent


def test_error_responses_are_not_checked() -> None:
    text = "<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>"
    client, _ = importexport(text, status=400)
    with pytest.raises(ClientError):
        client.get_status(JobId="J1")


def test_the_checks_are_loaded_at_the_first_call_and_never_when_they_are_off() -> None:
    program = (
        "import sys, warnings; sys.path[:0] = sys.argv[1:]; warnings.simplefilter('ignore')\n"
        "from shape_payloads import JUNK, glue\n"
        "loaded = lambda: 'botosmith_glue_migration.checks' in sys.modules\n"
        "client, _ = glue(JUNK, request_checks='off', response_checks='off')\n"
        "client.get_catalog_import_status(); first = loaded()\n"
        "other, _ = glue(JUNK); before = loaded()\n"
        "other.get_catalog_import_status(); print(first, before, loaded())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *sys.path, str(Path(__file__).parent / "support")],
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "False False True\n"
