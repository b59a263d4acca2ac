"""What a type checker pays for plain boto3 with 20 services: our stubs, and those of types-boto3.

One program has `boto3.client` of each service, another has `boto3.resource` of those that have
resources, too. Both sides check the same text: ours with `typings/boto3` of `botosmith stubs --own`
and our packages, theirs with types-boto3. A wrong program is tried first, and must be flagged.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.harness import (
    ENVIRONMENT,
    ROOT,
    Cost,
    Table,
    cost,
    importable,
    in_turns,
    installed,
    python_with,
)

CALLS = {
    "cloudformation": 'describe_stacks(StackName="x").get("Stacks")',
    "cloudwatch": 'list_metrics(Namespace="x").get("Metrics")',
    "dynamodb": 'describe_table(TableName="x").get("Table")',
    "ec2": 'describe_instances(InstanceIds=["x"]).get("Reservations")',
    "ecs": 'list_tasks(cluster="x").get("taskArns")',
    "events": 'list_rules(NamePrefix="x").get("Rules")',
    "glue": 'get_tables(DatabaseName="x").get("TableList")',
    "iam": 'get_role(RoleName="x").get("Role")',
    "kinesis": 'describe_stream(StreamName="x").get("StreamDescription")',
    "kms": 'describe_key(KeyId="x").get("KeyMetadata")',
    "lambda": 'get_function(FunctionName="x").get("Configuration")',
    "logs": 'get_log_events(logGroupName="x", logStreamName="y").get("events")',
    "rds": 'describe_db_instances(DBInstanceIdentifier="x").get("DBInstances")',
    "s3": 'get_object(Bucket="x", Key="y").get("Body")',
    "secretsmanager": 'get_secret_value(SecretId="x").get("SecretString")',
    "sns": 'publish(TopicArn="x", Message="y").get("MessageId")',
    "sqs": 'receive_message(QueueUrl="x").get("Messages")',
    "ssm": 'get_parameter(Name="x").get("Parameter")',
    "stepfunctions": 'start_execution(stateMachineArn="x").get("executionArn")',
    "sts": 'assume_role(RoleArn="x", RoleSessionName="y").get("Credentials")',
}
"""The 20 services, each with a call of its client."""
RESOURCES = {
    "cloudformation": 'Stack("x").stack_status',
    "cloudwatch": 'Alarm("x").alarm_arn',
    "dynamodb": 'Table("x").put_item(Item={"id": 5})',
    "ec2": 'Instance("x").vpc.id',
    "iam": 'Role("x").arn',
    "s3": 'Bucket("x").Object("y").get()["Body"]',
    "sns": 'Topic("x").attributes',
    "sqs": 'Queue("x").receive_messages(MaxNumberOfMessages=5)',
}
PEERS = ("types-boto3", *(f"types-boto3-{service}" for service in CALLS))
_EQUAL = 1.0


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """A table, a row for each program, checker and side."""
    columns = ("program", "checker", "types", "wall", "CPU", "peak memory")
    table = Table("Plain boto3 with 20 services", columns)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        python = _environment(folder)
        for name, text in (("clients", _program(resources=False)), ("resources", _program())):
            for checker in ("mypy", "pyright"):
                if importable(checker):
                    _measure(table, folder, name, text, checker, python, min(rounds, 5))
    yield table


def _program(*, resources: bool = True) -> str:
    lines = ["import boto3", "", "seen: list[object] = []"]
    lines += [f'seen.append(boto3.client("{one}").{call})' for one, call in CALLS.items()]
    if resources:
        lines += [f'seen.append(boto3.resource("{one}").{use})' for one, use in RESOURCES.items()]
    return "\n".join([*lines, ""])


def _environment(folder: Path) -> Path:
    """Our packages and stubs for one side, and a directory without them for the other."""
    python = python_with(CALLS, folder)
    for side in ("ours", "theirs"):
        (folder / side).mkdir()
    sources = os.pathsep.join(map(str, (ROOT / "generator", ROOT / "generator/runtime")))
    subprocess.run(
        [sys.executable, "-m", "botosmith", "stubs", "--own", *CALLS],
        cwd=folder / "ours",
        env={**ENVIRONMENT, "PYTHONPATH": sources, "VIRTUAL_ENV": str(folder / "nothing")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return python


def _command(checker: str, python: Path) -> list[str]:
    if checker == "mypy":
        options = ["--strict", "--config-file=", "--cache-dir=/dev/null"]
        return [sys.executable, "-m", "mypy", *options, "--python-executable", str(python)]
    return [sys.executable, "-m", "pyright", "--pythonpath", str(python)]


def _measure(
    table: Table, folder: Path, name: str, text: str, checker: str, python: Path, rounds: int
) -> None:
    peer = f"types-boto3 {installed('types-boto3')}"
    sides = {"botosmith": "ours"}
    if all(map(installed, PEERS)):
        sides[peer] = "theirs"
    ways: dict[str, Callable[[], Cost]] = {}
    for who, side in sides.items():
        file = folder / side / f"{name}.py"
        search = {"MYPYPATH": str(folder / side / "typings")} if side == "ours" else {}
        command = [*_command(checker, python), file.name]
        _finds_what_is_wrong(file, text, command, search)
        ways[who] = partial(cost, *command, cwd=file.parent, environment=search)
        ways[who]()  # a warm-up of the disk's cache
    found = in_turns(ways, rounds)
    for who, each in found.items():
        first = who == "botosmith"
        figures = f"{each.wall:.1f} s", f"{each.cpu:.2f} s", f"{each.peak:.0f} MB"
        table.add(name if first else "", checker if first else "", who, *figures)
    if peer in found:
        own, other = found["botosmith"], found[peer]
        table.want(f"{name}, {checker}: CPU, of the peer's", own.cpu / other.cpu, _EQUAL)
        table.want(f"{name}, {checker}: peak memory, of the peer's", own.peak / other.peak, _EQUAL)


def _finds_what_is_wrong(file: Path, text: str, command: list[str], search: dict[str, str]) -> None:
    """Write the program; a checker that looked at nothing in it would be the fastest."""
    file.write_text(text.replace('"x"', "5"), encoding="utf-8")
    ran = subprocess.run(
        command, cwd=file.parent, env={**ENVIRONMENT, **search},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    file.write_text(text, encoding="utf-8")
    found = ran.stdout.count(" error: ")
    if ran.returncode != 1 or found < text.count("seen.append"):
        sys.exit(f"{command} flags {found} lines of a wrong program:\n{ran.stdout}{ran.stderr}")
