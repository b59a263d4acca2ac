"""What ``raises`` takes beside names and classes: errors as they are, those of botocore's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import botocore.exceptions
import pytest
from botocore.config import Config
from botocore.exceptions import (
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ProxyConnectionError,
    ReadTimeoutError,
    SSLError,
)
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport, error
from botosmith_personium_cell.errors import CellNotFoundException
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import ResponderError, RuleError


@pytest.fixture
def fake() -> Iterator[Any]:
    """An untyped one: types are the subject of tests/typing."""
    with FakeImportExport(config=Config(retries={"mode": "standard"})) as fake:
        yield fake


def response(caught: pytest.ExceptionInfo[Any]) -> Any:
    return caught.value.response


def test_an_error_as_it_is(fake: Any) -> None:
    rule = fake.get_status().raises(error(InvalidJobIdException, "no such job")).times(1)
    rule.raises(error(InvalidJobIdException, "no such job"), message="gone")
    for message in ("no such job", "gone"):
        with pytest.raises(InvalidJobIdException) as caught:
            fake.client.get_status(JobId="J1")
        assert caught.value.message == message
        assert caught.value.operation_name == "GetStatus"
        assert response(caught)["Error"] == {"Code": "InvalidJobIdException", "Message": message}
        assert response(caught)["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_an_error_that_was_caught(fake: Any) -> None:
    """What a service answered is answered again: its code, status, text and metadata."""
    cell: Any = FakePersoniumCell()
    with cell:
        cell.get_cell_import_status().raises("CellNotFoundException", message="gone").times(1)
        with pytest.raises(CellNotFoundException) as first:
            cell.client.get_cell_import_status(CellName="cell1")
        metadata = response(first)["ResponseMetadata"]
        metadata["HTTPStatusCode"] = 410
        cell.get_cell_import_status(CellName="cell2").raises(first.value)
        with pytest.raises(CellNotFoundException) as second:
            cell.client.get_cell_import_status(CellName="cell2")
    assert second.value is not first.value
    assert response(second) == response(first)
    assert response(second)["Error"] == {"Code": "PR404-DV-0003", "Message": "gone"}
    teapot: Any = {
        "Error": {"Code": "Teapot", "Message": "tea"},
        "ResponseMetadata": {"HTTPStatusCode": 418},
    }
    plain = botocore.exceptions.ClientError(teapot, "GetStatus")
    fake.get_status().raises(plain, unmodelled=True)
    with pytest.raises(botocore.exceptions.ClientError, match="tea") as third:
        fake.client.get_status(JobId="J1")
    assert response(third)["ResponseMetadata"]["HTTPStatusCode"] == 418


def test_common_errors_of_aws_are_no_surprise(fake: Any) -> None:
    """They are caught as plain ClientErrors; services outside AWS have none of them."""
    for code, status in (("AccessDenied", 403), ("Throttling", 400), ("InternalFailure", 500)):
        fake.get_status(JobId=code).raises(code, message="no")
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            fake.client.get_status(JobId=code)
        assert caught.type is botocore.exceptions.ClientError
        assert response(caught)["Error"] == {"Code": code, "Message": "no"}
        assert response(caught)["ResponseMetadata"]["HTTPStatusCode"] == status
    cell: Any = FakePersoniumCell(allow_unused=True)
    with (
        cell,
        pytest.raises(
            RuleError, match=r"not declare the error AccessDenied, only \w+[^;]*Exception;"
        ),
    ):
        cell.get_cell_import_status().raises("AccessDenied")


@pytest.mark.parametrize(
    ("code", "options", "status"),
    [
        ("404", {}, 404),
        ("404", {"http_status": 410}, 410),
        ("AccessDenied", {}, 403),  # a common one
        ("Teapot", {}, 400),
        ("4040", {}, 400),
    ],
)
def test_statuses_of_unmodelled_errors(fake: Any, code: str, options: Any, status: int) -> None:
    fake.get_status().raises(code, unmodelled=True, **options)
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        fake.client.get_status(JobId="J1")
    assert response(caught)["Error"]["Code"] == code
    assert response(caught)["ResponseMetadata"]["HTTPStatusCode"] == status


def test_what_is_like_no_option_is_a_field(fake: Any) -> None:
    """And what is like one, where the error has it that is raised."""
    fake.get_status(JobId="J1").raises("Teapot", unmodelled=True, stage=1, retryMessage="late")
    own: Any = {"Error": {"Code": "Teapot"}, "StatusCode": 7}
    caught_one = botocore.exceptions.ClientError(own, "GetStatus")
    fake.get_status(JobId="J2").raises(caught_one, unmodelled=True)
    for job, fields in (("J1", {"stage": 1, "retryMessage": "late"}), ("J2", {"StatusCode": 7})):
        with pytest.raises(botocore.exceptions.ClientError, match="Teapot") as caught:
            fake.client.get_status(JobId=job)
        assert {**response(caught), **fields} == response(caught)


def test_responders_give_errors_by_their_codes(fake: Any) -> None:
    """As ``raises`` does, with the class, the status and the text of the code."""
    given = {
        "J1": error("InvalidJobIdException", "gone"),
        "J2": error("AccessDenied"),
        "J3": error("Teapot", "tea", unmodelled=True, http_status=418),
    }

    def respond(request: Any) -> Any:
        return given.get(request["JobId"], error("Teapot"))

    fake.get_status().responds(respond)
    found: list[Any] = []
    for job in given:
        fake.get_status(JobId=job, APIVersion="a").raises(given[job])
        for request in ({"JobId": job}, {"JobId": job, "APIVersion": "a"}):
            with pytest.raises(botocore.exceptions.ClientError) as caught:
                fake.client.get_status(**request)
            status = response(caught)["ResponseMetadata"]["HTTPStatusCode"]
            found.append((caught.type, status, response(caught)["Error"]["Message"]))
    assert found[::2] == found[1::2]
    assert found[::2] == [
        (InvalidJobIdException, 400, "gone"),
        (botocore.exceptions.ClientError, 403, "AccessDenied, says the fake"),
        (botocore.exceptions.ClientError, 418, "tea"),
    ]
    with pytest.raises(
        ResponderError, match=r"not valid: GetStatus does not declare the error Teapot"
    ):
        fake.client.get_status(JobId="J4")
    wrong: Any = ValueError
    with pytest.raises(TypeError, match="error\\(\\) needs a class of the package's errors, or a"):
        error(wrong)


def classes(base: Any) -> Iterator[Any]:
    yield base
    for one in base.__subclasses__():
        if one.__module__ == "botocore.exceptions":
            yield from classes(one)


@pytest.mark.parametrize(
    "error_class", [*classes(HTTPClientError), *classes(botocore.exceptions.ConnectionError)]
)
def test_every_class_of_botocores_own(fake: Any, error_class: Any) -> None:
    fake.get_status().raises(error_class)
    with pytest.raises(error_class) as caught:
        fake.client.get_status(JobId="J1")
    assert caught.type is error_class


@pytest.mark.parametrize(
    "own",
    [
        ReadTimeoutError,
        ConnectTimeoutError(endpoint_url="https://example.com/"),
        EndpointConnectionError,
        ProxyConnectionError(proxy_url="http://proxy/"),
    ],
)
def test_botocores_own_errors_are_retried(fake: Any, own: Any) -> None:
    rule = fake.get_status().raises(own).returns(ProgressCode="Started")
    answer = fake.client.get_status(JobId="J1")
    assert answer["ProgressCode"] == "Started"
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert rule.call_count == 1
    rule.raises(own).times(2).raises("InvalidJobIdException")
    with pytest.raises(InvalidJobIdException) as caught:
        fake.client.get_status(JobId="J1")
    assert response(caught)["ResponseMetadata"]["RetryAttempts"] == 2


def test_botocores_own_errors_in_the_end(fake: Any) -> None:
    own = SSLError(endpoint_url="https://example.com/", error=ValueError("expired"))
    rule = fake.get_status().raises(own)
    fake.get_status(JobId="J2").raises(EndpointConnectionError)
    lengths: set[int] = set()
    for _ in range(3):
        with pytest.raises(SSLError) as caught:
            fake.client.get_status(JobId="J1")
        assert caught.value is own
        lengths.add(len(caught.traceback))
    assert rule.call_count == 3
    assert len(lengths) == 1  # tracebacks do not grow from call to call
    with pytest.raises(EndpointConnectionError, match=r"https://importexport\.amazonaws\.com"):
        fake.client.get_status(JobId="J2")


def test_a_modelled_error_is_what_is_left_after_retries(fake: Any) -> None:
    """``throttles`` is for those that are retried, as its docstring says."""
    server_error = {"unmodelled": True, "http_status": 500}
    fake.get_status(JobId="J1").raises("InternalServiceException", **server_error)
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        fake.client.get_status(JobId="J1")
    assert response(caught)["ResponseMetadata"]["RetryAttempts"] == 0
    once = fake.get_status(JobId="J2")
    once.throttles("InternalServiceException", times=1, http_status=500).returns(LogKey="k")
    answer = fake.client.get_status(JobId="J2")
    assert (answer["LogKey"], answer["ResponseMetadata"]["RetryAttempts"]) == ("k", 1)
