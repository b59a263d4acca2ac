"""Rules in TOML and YAML: what they say, and everything that is wrong with a file at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import tomllib
from botosmith.problems import BotosmithError
from botosmith.tools.serve.rules_file import documents, write_rules
from botosmith.tools.serve.rules_schema import schema
from botosmith.tools.serve.services import Services
from botosmith_runtime.fakes.engine.engine import Engine
from botosmith_runtime.fakes.engine.exchange import Exchange
from botosmith_runtime.fakes.engine.matching import CallParameters
from botosmith_runtime.fakes.engine.operations import FakedService
from jsonschema import Draft7Validator

SERVICES = ("dynamodb", "s3", "sqs", "importexport")

WHOLE = """
[[rules]]
service = "dynamodb"
operation = "GetItem"
when = { TableName = "orders", Key = { id = { S = { "$regex" = "o-[0-9]+" } } } }
returns = { Item = { id = { S = "o-1" } } }

[[rules]]
service = "dynamodb"
operation = "get_item"
when = { TableName = "orders", ConsistentRead = { "$absent" = true } }
raises = "ResourceNotFoundException"

[[rules]]
service = "s3"
operation = "GetObject"
strict = true
delays = 0.5
fails_by_chance = { chance = 0.0, seed = 3 }
when = { Bucket = "b", Key = { "$any" = true } }
answers = [
    { fails_connection = true, times = 1 },
    { throttles = "SlowDown", http_status = 503, times = 2 },
    { returns = { Body = { "$file" = "body.txt" } }, cuts_off = 3 },
    { returns = { Body = "text" }, drips = 10 },
]

[[rules]]
service = "importexport"
operation = "ListJobs"
pages = [{ Jobs = [{ JobId = "J1" }] }, { Jobs = [{ JobId = "J2" }] }]

[[rules]]
service = "importexport"
operation = "GetStatus"
answers = [
    { raises = "InvalidJobIdException", message = "no such job" },
    { raises = "Odd", unmodelled = true, http_status = 418, fields = { More = "x" } },
    { returns_sample = { JobId = "J1" }, seed = 1 },
    { returns = { CreationDate = 2026-01-02T03:04:05Z } },
]
"""
IN_YAML = """
rules:
  - service: importexport
    operation: GetStatus
    when: {JobId: J1}
    returns: {ProgressCode: Started}
  - service: importexport
    operation: CancelJob
    returns: {Success: maybe}
"""
WRONG = """
[[rules]]
service = "dynamodb"
operation = "GetItm"
returns = {}

[[rules]]
service = "dynamodb"
operation = "GetItem"
when = { TableNam = "orders" }
returns = { Item = { id = { S = 1 } } }

[[rules]]
service = "s3"
operation = "GetObject"
answer = []

[[rules]]
service = "sqs"
operation = "SendMessage"
delays = -1
answers = [
    { returns = { MessageId = 7 }, times = 0 },
    { raises = "NoSuchError" },
    { returns = {}, raises = "OverLimit" },
    { returns = {}, message = "m" },
]

[[rules]]
service = "sqs"
operation = "ReceiveMessage"
when = { QueueUrl = { "$regx" = "a" } }
returns = { Messages = [{ Body = { "$file" = "nothing" } }] }

[[rules]]
service = "importexport"
operation = "GetStatus"
pages = [{}]
"""


@pytest.fixture(scope="module")
def services() -> dict[str, FakedService]:
    found = Services((Path(__file__).parents[2] / "models",))
    return {name: found.service(name) for name in SERVICES}


@pytest.fixture
def engines(services: dict[str, FakedService]) -> dict[str, Engine]:
    return {name: Engine(name, service, keep_calls=0) for name, service in services.items()}


def written(engines: dict[str, Engine], directory: Path, name: str, text: str) -> int:
    (directory / "body.txt").write_bytes(b"from a file")
    (directory / name).write_text(text, encoding="utf-8")
    return write_rules(documents((directory / name,)), engines)


def take(engine: Engine, operation: str, **parameters: Any) -> Any:
    engine.sleep = lambda _: None
    return Exchange(engine, operation, CallParameters(parameters, parameters)).attempt()


def problems(engines: dict[str, Engine], directory: Path, name: str, text: str) -> list[str]:
    with pytest.raises(BotosmithError) as caught:
        written(engines, directory, name, text)
    return str(caught.value).replace(f"{directory}/", "").split("\n")


def test_what_rules_say(engines: dict[str, Engine], tmp_path: Path) -> None:
    assert written(engines, tmp_path, "fakes.toml", WHOLE) == 5
    validator: Any = Draft7Validator(schema())
    assert [*validator.iter_errors(tomllib.loads(WHOLE))] == []
    dynamodb, s3, jobs = engines["dynamodb"], engines["s3"], engines["importexport"]
    key = {"id": {"S": "o-17"}}
    found = take(dynamodb, "GetItem", TableName="orders", Key=key, ConsistentRead=True)
    assert found.members == {"Item": {"id": {"S": "o-1"}}}
    assert found.rule.explain().endswith("fakes.toml:2")
    missing = take(dynamodb, "GetItem", TableName="orders", Key={"id": {"S": "x"}})
    assert (missing.status, missing.error["Code"]) == (400, "ResourceNotFoundException")
    faults = [take(s3, "GetObject", Bucket="b", Key="k") for _ in range(3)]
    assert [type(fault).__name__ for fault in faults] == ["NoConnection", "Throttled", "Throttled"]
    cut, slow = (take(s3, "GetObject", Bucket="b", Key="k") for _ in range(2))
    assert (cut.members["Body"].content, cut.delivery.cut_after) == (b"from a file", 3)
    assert (slow.members["Body"].content, slow.delivery.bytes_per_second) == (b"text", 10)
    assert s3.elapsed == 2.5
    first = take(jobs, "ListJobs")
    second = take(jobs, "ListJobs", Marker=first.members["Jobs"][-1]["JobId"])
    assert [one.members["IsTruncated"] for one in (first, second)] == [True, False]
    error, odd, sample, dated = (take(jobs, "GetStatus", JobId="J1") for _ in range(4))
    assert error.error["Message"] == "no such job"
    assert (odd.status, odd.members["More"]) == (418, "x")
    assert (sample.members["JobId"], len(sample.members) > 1) == ("J1", True)
    assert dated.members["CreationDate"].year == 2026


def test_a_file_that_is_wrong_in_many_places(engines: dict[str, Engine], tmp_path: Path) -> None:
    """All of them are found at once, with the messages that rules have in Python."""
    found = problems(engines, tmp_path, "fakes.toml", WRONG)
    sqs = r"fakes.toml:18: rule 4 \(sqs SendMessage\)"
    expected = (
        r"fakes.toml:2: rule 1: dynamodb has no operation 'GetItm'; did you mean GetItem .*",
        r"fakes.toml:7: rule 2 \(dynamodb GetItem\): when: GetItem takes no TableNam; did you mean "
        r"TableName\?",
        r"fakes.toml:7: rule 2 \(dynamodb GetItem\): the response breaks the shape of GetItem:",
        r"  Item.id.S: type: expected a string, got 1",
        r"fakes.toml:13: rule 3: unknown key 'answer'; did you mean answers\?",
        r"fakes.toml:13: rule 3 \(s3 GetObject\): has no answer: add one of returns, .*",
        r"fakes.toml:18: rule 4: answers\[0\].times: expected at least 1, got 0",
        r"fakes.toml:18: rule 4: delays: expected at least 0, got -1",
        rf"{sqs}: answers\[0\]: the response breaks the shape .*",
        r"  MessageId: type: expected a string, got 7",
        rf"{sqs}: answers\[1\]: SendMessage does not declare .*",
        rf"{sqs}: answers\[2\]: expected one of returns, .*, got "
        "returns and raises",
        rf"{sqs}: answers\[3\]: message goes with raises or "
        "throttles, not with returns",
        r"fakes.toml:29: rule 5 \(sqs ReceiveMessage\): when: QueueUrl: \$regx is unknown; did you "
        r"mean \$regex\?; here are .*",
        r"fakes.toml:29: rule 5 \(sqs ReceiveMessage\): Messages\[0\].Body: nothing cannot "
        "be read: No such file or directory",
        r"fakes.toml:35: rule 6 \(importexport GetStatus\): the operation has no paginator: .*",
    )
    lines = iter(found)
    for pattern in expected:  # in this order
        assert any(re.fullmatch(pattern, line) for line in lines), (pattern, found)


def test_a_service_outside_aws(tmp_path: Path) -> None:
    """It has the errors that its model states, and none of those that AWS's services share."""
    cell = Services((Path(__file__).parents[2] / "models",)).service("personium-cell")
    rule = '[[rules]]\nservice = "personium-cell"\noperation = "GetCellImportStatus"\n'
    text = f'{rule}raises = "ThrottlingException"\n'
    engines = {"personium-cell": Engine("cell", cell)}
    (message,) = problems(engines, tmp_path, "fakes.toml", text)
    assert "GetCellImportStatus does not declare the error ThrottlingException" in message


def test_yaml(engines: dict[str, Engine], tmp_path: Path) -> None:
    found = problems(engines, tmp_path, "fakes.yaml", IN_YAML)
    assert found == [
        "fakes.yaml:7: rule 2 (importexport CancelJob): the response breaks the shape of "
        "CancelJob:",
        "  Success: type: expected a boolean, got 'maybe'",
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.toml", "rules = [", r"a.toml is not TOML: .* \(at .*\)"),
        ("a.toml", "", "a.toml: the key rules is missing"),
        ("a.toml", "rules = 3", "a.toml: rules: expected a list, got 3"),
        ("a.toml", "rules = [3]", r"a.toml: rule 1: expected a table, got 3"),
        ("a.toml", "rule = []", "a.toml: unknown key 'rule'; did you mean rules.*"),
        ("a.yaml", "rules: [", "a.yaml is not YAML: .*"),
        ("a.yaml", "- 1", "a.yaml: expected an object with the key rules"),
        ("a.yaml", "rules: &a\n- *a", r"a.yaml:2: aliases such as \*a are not read"),
        ("a.yaml", "rules: !!python/object:os.system {}", "a.yaml is not YAML: .*"),
        ("a.yaml", "rules: " + "[" * 10_000, "a.yaml:1: more than 100 values inside one another"),
        ("a.toml", "rules = " + "[" * 10_000, "a.toml is not TOML: .*"),
    ],
)
def test_files_that_cannot_be_read(
    engines: dict[str, Engine], tmp_path: Path, name: str, text: str, message: str
) -> None:
    found = "\n".join(problems(engines, tmp_path, name, text))
    assert re.search(message, found), found


def test_the_schema_is_valid() -> None:
    Draft7Validator.check_schema(schema())
    assert json.dumps(schema())
