"""The AWS CLI: version 1 goes by ``server.env()``, version 2 of Debian takes the address."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import Server, serve
from generated_fakes import GeneratedFakes
from programs import needed, run


def aws(server: Server[Any], version: int, service: str, *command: str) -> Any:
    program = os.environ.get("BOTOSMITH_TEST_AWS", "") if version == 1 else "/usr/bin/aws"
    found = needed(program or "the aws of BOTOSMITH_TEST_AWS")
    where = () if version == 1 else ("--endpoint-url", server.url)
    return json.loads(run(server, found, "--output", "json", *where, service, *command))


@pytest.mark.parametrize("version", [1, 2])
def test_three_protocols(fakes: GeneratedFakes, version: int) -> None:
    """query, JSON, and REST with JSON."""
    jobs, dynamodb, functions = FakeImportExport(), fakes["dynamodb"](), fakes["lambda"]()
    jobs.get_status(JobId="J1").returns(ProgressCode="Started")
    dynamodb.get_item(TableName="orders").returns(Item={"id": {"B": b"hi"}})
    functions.list_functions().pages(
        [{"Functions": [{"FunctionName": "a"}]}, {"Functions": [{"FunctionName": "b"}]}]
    )
    with serve(jobs, dynamodb, functions) as server:
        status = aws(server, version, "importexport", "get-status", "--job-id", "J1")
        key = ("--table-name", "orders", "--key", '{"id":{"S":"1"}}')
        item = aws(server, version, "dynamodb", "get-item", *key)
        listed = aws(server, version, "lambda", "list-functions")
    assert status["ProgressCode"] == "Started"
    assert item == {"Item": {"id": {"B": "aGk="}}}
    assert [one["FunctionName"] for one in listed["Functions"]] == ["a", "b"]
