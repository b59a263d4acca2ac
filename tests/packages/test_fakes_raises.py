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
from botosmith_runtime.fakes import RuleError


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
    """Plain ClientErrors to whoever catches them; what is not AWS has none of these."""
    for code, status in (("AccessDenied", 403), ("Throttling", 400), ("InternalFailure", 500)):
        fake.get_status(JobId=code).raises(code, message="no")
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            fake.client.get_status(JobId=code)
        assert caught.type is botocore.exceptions.ClientError
        assert response(caught)["Error"] == {"Code": code, "Message": "no"}
        assert response(caught)["ResponseMetadata"]["HTTPStatusCode"] == status
    cell: Any = FakePersoniumCell(allow_unused=True)
    with cell, pytest.raises(RuleError, match=r"no error AccessDenied, only \w+[^;]*Exception;"):
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
