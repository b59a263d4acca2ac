"""The examples of the AWS CLI through the checks: a cross-section, or all of them (``-m aws``)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from aws_services import few_or_all
from conformance import aws_cli, cli_examples, cli_outputs, example_slips
from conformance.aws_cli import AwsCli
from conformance.example_checks import Found, Place, examine
from conformance.example_slips import Entry, Slips

# Every protocol, and the services of which the examples once gave false alarms.
CROSS_SECTION = [
    "acm", "apigateway", "batch", "detective", "dynamodb", "ec2", "eks", "greengrass", "iam",
    "kinesis", "lambda", "route53", "s3api", "sns", "sqs", "ssm",
]  # fmt: skip
SLIPS = example_slips.read()


@pytest.fixture(scope="module")
def cli() -> AwsCli:
    found = aws_cli.installed()
    if found is None:
        needs = f"needs the AWS CLI in an environment of its own, which {aws_cli.VARIABLE} names"
        if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):  # as in CI
            pytest.fail(needs)
        pytest.skip(needs)
    return found


@pytest.mark.parametrize("folder", few_or_all(CROSS_SECTION))
def test_a_service(cli: AwsCli, folder: str) -> None:
    holds(cli, folder)


@pytest.mark.aws
@pytest.mark.usefixtures("cli")
def test_all_services() -> None:
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("examples.py"))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"


def holds(cli: AwsCli, folder: str) -> None:
    found = examine(cli, folder)
    assert "\n".join(SLIPS.of([folder]).differences(found)) == ""


EXAMPLE = """**To do things**

The following example makes two calls. ::

    aws tiny put-thing \\
        --name "a \\$b" --policy file://dir/thing.json
    aws tiny get-thing --name c | grep Arn

Contents of ``thing.json``::

    {"Version": 1}

Output::

    {
        "Thing": {"Name": "c",},
        "Others": [
            {"Name": "d"}
            {"Name": "e"},
            ...
        ]
    }

A part of it::

    aws tiny get-thing --query 'Thing.Name' --output text

Output::

    c

From a file::

    $ aws tiny put-thing --policy="`cat thing.json`"
"""


def test_an_example_is_read(tmp_path: Path) -> None:
    """Blocks are told apart by what is in them and above them; an output belongs to a command."""
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "get-thing.rst").write_text(EXAMPLE, encoding="utf-8")
    assert cli_examples.services(tmp_path) == ["tiny"]
    found = cli_examples.read(tmp_path, "tiny")
    policy = ("tiny", "put-thing", "--name", "a $b", "--policy", "file://dir/thing.json")
    assert [(command.name, command.words) for command in found.commands] == [
        ("tiny/get-thing#1", policy),
        ("tiny/get-thing#2", ("tiny", "get-thing", "--name", "c")),
        (
            "tiny/get-thing#3",
            ("tiny", "get-thing", "--query", "Thing.Name", "--output", "text"),
        ),
        ("tiny/get-thing#4", ()),  # a shell would run a program
    ]
    assert {*found.commands[0].files.items()} == {("thing.json", '{"Version": 1}')}
    assert [(one.name, one.command, one.chosen) for one in found.outputs] == [
        ("tiny/get-thing#1", "tiny get-thing", False),
        ("tiny/get-thing#2", "tiny get-thing", True),
    ]
    value = {"Thing": {"Name": "c"}, "Others": [{"Name": "d"}, {"Name": "e"}]}
    assert cli_outputs.read(found.outputs[0].text) == ("shortened", value)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"a": 1}', ("whole", {"a": 1})),
        ('["a"]', ("part", None)),
        ('"a"', ("part", None)),
        ('{"a": 1,}', ("repaired", {"a": 1})),
        ('{"a": 1\n "b": "x\ny"}', ("repaired", {"a": 1, "b": "x\ny"})),
        ('{"a": [\n"b",\n...\n]}', ("shortened", {"a": ["b"]})),
        ('{"a": }', ("text", None)),
        ("a  b", ("text", None)),
    ],
)
def test_an_output_is_read(text: str, read: tuple[str, object]) -> None:
    assert cli_outputs.read(text) == read


def test_the_list_disagrees() -> None:
    """What is new, stale, unexplained or counted otherwise is told, and an update keeps reasons."""
    places = [Place("tiny", "response", "tiny", "GetThing", path, "type") for path in "abc"]
    entries = [Entry(place, "tiny/x#1", "1", "slip", "edited") for place in places[:2]]
    slips = Slips(entries, {"tiny": {"response enum": 2}, "other": {"response enum": 1}})
    found = Found()
    found.alarms = dict.fromkeys(places[1:], ("tiny/x#1", "1"))
    found.silent = {"tiny": Counter({"response enum": 3})}
    assert [*slips.of(["tiny"]).differences(found)] == [
        f"not listed: {places[2]}: 1 (tiny/x#1)",
        f"listed, and no longer found: {places[0]} (tiny/x#1)",
        "silent: tiny: response enum: 3 violations, 2 are listed",
    ]
    updated = slips.updated(found, ["tiny"])
    assert updated.silent == {"tiny": {"response enum": 3}, "other": {"response enum": 1}}
    assert [*updated.of(["tiny"]).differences(found)] == [
        f"listed without a verdict or a reason: {places[2]}"
    ]
    assert entries[1] in updated.entries
