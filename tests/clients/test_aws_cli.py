"""The real AWS CLI, of an environment of its own, calls all three services over loopback."""

from __future__ import annotations

import json
from typing import Any

from machine import Machine

OWN = {"PYTHONPATH": "", "AWS_DEFAULT_REGION": "us-east-1", "AWS_DEFAULT_OUTPUT": "json"}
WAIT = ("importexport", "wait", "job-completed", "--job-id", "NOSUCH")


def aws(machine: Machine, command: str, *arguments: str) -> Any:
    """What ``aws`` prints, which has a ``PYTHONPATH`` of its own."""
    return json.loads(machine.run(command, *arguments, **OWN))


def test_the_three_services(found: Machine, aws_command: str) -> None:
    status = aws(found, aws_command, "importexport", "get-status", "--job-id", "HSSW2")
    assert (status["JobId"], status["ProgressCode"]) == ("HSSW2", "Started")
    migrated = aws(found, aws_command, "glue-migration", "get-catalog-import-status")
    assert migrated["ImportStatus"]["ImportCompleted"] is True
    cell = aws(
        found, aws_command, "personium-cell", "get-cell-import-status",
        "--cell-name", "cell1", "--endpoint-url", found.unit.url,
    )  # fmt: skip
    assert cell["status"] == "ready"
    assert found.unit.received[0].lines("Authorization") == [f"Bearer {found.unit.token}"]
    found.run(aws_command, "glue-migration", "wait", "catalog-import-completed", **OWN)
    assert found.aws.received[-1].operation == "GetCatalogImportStatus"


def test_whose_model_the_cli_takes(machine: Machine, aws_command: str) -> None:
    """It brings one of importexport, which gives way to ours: ours has a waiter."""
    status = aws(machine, aws_command, "importexport", "get-status", "--job-id", "HSSW2")
    assert status["JobId"] == "HSSW2"
    assert "InvalidJobIdException" not in machine.ended(aws_command, *WAIT, **OWN).stderr
    assert len(machine.aws.received) == 1
    machine.botosmith("install", "importexport")
    assert "InvalidJobIdException" in machine.ended(aws_command, *WAIT, **OWN).stderr
    assert len(machine.aws.received) == 2
    machine.botosmith("install", "importexport", "--uninstall")
    assert "InvalidJobIdException" not in machine.ended(aws_command, *WAIT, **OWN).stderr
    unknown = machine.ended(aws_command, "glue-migration", "get-catalog-import-status", **OWN)
    assert unknown.returncode != 0
    assert len(machine.aws.received) == 2
