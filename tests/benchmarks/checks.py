"""What the shape checks cost, beside botocore's own validation and in a whole call.

    python tests/benchmarks/checks.py [--rounds 25]

Generates the packages of four services into a temporary directory, and measures there: six
payloads against `ParamValidator`; a stubbed call through the typed client, both checks strict,
against plain boto3; the time to import a module of checks from its bytecode. What is compared runs
in turns in one process; medians of CPU time are printed. Exits 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import importlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

import botocore
import botocore.session
from botocore.stub import Stubber
from botocore.validate import ParamValidator
from botosmith.commands import build_services
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.violations import check

SERVICES = ["dynamodb", "ec2", "glue", "importexport"]
MOMENT = datetime(2026, 1, 1, tzinfo=timezone.utc)
STATUS: dict[str, Any] = {
    "JobId": "HSSW2", "JobType": "Import", "LocationCode": "AtAWS", "LocationMessage": "at AWS",
    "ProgressCode": "Started", "ProgressMessage": "x", "LogBucket": "b", "LogKey": "k",
    "ErrorCount": 0, "Signature": "DV+", "SignatureFileContents": "s", "CurrentManifest": "m",
    "CreationDate": MOMENT, "ArtifactList": [{"Description": "d", "URL": "https://x"}],
}  # fmt: skip
TABLE: dict[str, Any] = {
    "Name": "t", "Description": "desc", "Owner": "o", "Retention": 3,
    "StorageDescriptor": {
        "Columns": [
            {"Name": f"c{i}", "Type": "string", "Comment": "a comment", "Parameters": {"k": "v"}}
            for i in range(12)
        ],
        "Location": "s3://b/k", "InputFormat": "x", "OutputFormat": "y", "Compressed": False,
        "NumberOfBuckets": 1, "BucketColumns": ["c1"], "StoredAsSubDirectories": False,
        "SerdeInfo": {"Name": "s", "SerializationLibrary": "l", "Parameters": {"a": "b", "c": "d"}},
        "SortColumns": [{"Column": "c1", "SortOrder": 1}], "Parameters": {"p": "q"},
    },
    "PartitionKeys": [{"Name": "p1", "Type": "int"}], "TableType": "EXTERNAL_TABLE",
    "Parameters": {"x": "y"},
}  # fmt: skip
ITEM: dict[str, Any] = {
    **{f"a{i}": {"S": "x" * 10} for i in range(8)},
    "n": {"N": "1"},
    "l": {"L": [{"S": "a"}, {"N": "2"}, {"M": {"z": {"BOOL": True}}}]},
    "m": {"M": {"q": {"SS": ["a", "b"]}, "w": {"B": b"xx"}}},
}
PUT: dict[str, Any] = {
    "TableName": "t", "Item": ITEM, "ReturnValues": "NONE",
    "ConditionExpression": "attribute_not_exists(#p)", "ExpressionAttributeNames": {"#p": "p"},
    "ExpressionAttributeValues": {":v": {"S": "x"}},
}  # fmt: skip
INSTANCES: dict[str, Any] = {
    "ImageId": "ami-1", "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 2, "KeyName": "k",
    "SecurityGroupIds": ["sg-1", "sg-2"], "SubnetId": "subnet-1", "UserData": "x",
    "BlockDeviceMappings": [{
        "DeviceName": "/dev/xvda",
        "Ebs": {"VolumeSize": 20, "VolumeType": "gp3", "DeleteOnTermination": True},
    }],
    "TagSpecifications": [{
        "ResourceType": "instance",
        "Tags": [{"Key": "Name", "Value": "x"}, {"Key": "env", "Value": "y"}],
    }],
    "Monitoring": {"Enabled": True}, "IamInstanceProfile": {"Name": "p"},
    "MetadataOptions": {"HttpTokens": "required"}, "Placement": {"AvailabilityZone": "us-east-1a"},
}  # fmt: skip
JOBS: dict[str, Any] = {
    "Jobs": [
        {"JobId": f"J{i}", "CreationDate": MOMENT, "IsCanceled": False, "JobType": "Import"}
        for i in range(1000)
    ],
    "IsTruncated": False,
}
IMPORTED = {"ImportCompleted": True, "ImportTime": MOMENT, "ImportedBy": "me"}
CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("importexport", "GetStatus", "output", STATUS),
    ("glue", "GetCatalogImportStatus", "output", {"ImportStatus": IMPORTED}),
    ("glue", "CreateTable", "input", {"DatabaseName": "db", "TableInput": TABLE}),
    ("dynamodb", "PutItem", "input", PUT),
    ("ec2", "RunInstances", "input", INSTANCES),
    ("importexport", "ListJobs", "output", JOBS),
]
LOADING = {"importexport": 1.0, "glue": 15.0}  # milliseconds


def main() -> int:
    arguments = argparse.ArgumentParser(description="Measure the shape checks.")
    arguments.add_argument("--rounds", type=int, default=25)
    rounds = arguments.parse_args().rounds
    print(f"{platform.machine()}, {_processor()}, {os.cpu_count()} CPUs, {platform.system()}")
    print(f"Python {platform.python_version()}, botocore {botocore.__version__}, {rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        for built in build_services(SERVICES, models=_models(), out=Path(folder), jobs=1):
            assert not built.problem, built.problem
        sys.path[:0] = [str(Path(folder, service)) for service in SERVICES]
        missed = [payloads(rounds), stubbed_calls(rounds), loading(Path(folder), rounds)]
    return any(missed)


def payloads(rounds: int) -> bool:
    """A line for each case; whether one of the targets is missed."""
    session: Any = botocore.session.get_session()
    validator: Any = ParamValidator()
    ratios: list[float] = []
    print(f"\n{'microseconds a payload':<36}{'botocore':>10}{'checks':>10}{'ratio':>8}")
    for service, operation, side, payload in CASES:
        shape = getattr(
            session.get_service_model(service).operation_model(operation), f"{side}_shape"
        )
        module = importlib.import_module(f"botosmith_{service}.checks")
        registry, path = (module.REQUESTS, ()) if side == "input" else (module.RESPONSES, RESPONSE)
        function = registry[operation]
        assert not check(function, payload, path)
        assert not validator.validate(payload, shape).has_errors()
        own, theirs = interleaved(
            partial(check, function, payload, path),
            partial(validator.validate, payload, shape),
            rounds,
        )
        ratios.append(theirs / own)
        print(
            f"{service + ' ' + operation:<36}{theirs * 1e6:10.1f}{own * 1e6:10.2f}{ratios[-1]:8.1f}"
        )
    mean = statistics.geometric_mean(ratios)
    print(f"{'geometric mean (at least 8, each at least 5)':<56}{mean:8.1f}")
    return mean < 8 or min(ratios) < 5


def stubbed_calls(rounds: int) -> bool:
    """A call of each kind of payload; whether checked ones take longer than plain ones."""
    print(f"\n{'microseconds a stubbed call':<36}{'boto3':>10}{'checked':>10}{'ratio':>8}")
    ratios = [
        _stubbed("importexport", "get_status", {"JobId": "HSSW2"}, STATUS, rounds),
        _stubbed("glue", "create_table", CASES[2][3], {}, rounds),
        _stubbed("dynamodb", "put_item", PUT, {}, rounds),
    ]
    mean = statistics.geometric_mean(ratios)
    print(f"{'geometric mean (at most 1)':<56}{mean:8.2f}")
    return mean > 1


def _stubbed(
    service: str, method: str, params: dict[str, Any], response: dict[str, Any], rounds: int
) -> float:
    credentials = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    session = importlib.import_module("boto3").Session(region_name="us-east-1", **credentials)
    plain = session.client(service)
    connect = importlib.import_module(f"botosmith_{service}").connect
    typed = connect(session=session, request_checks="strict", response_checks="strict")
    stubbers: list[Any] = [Stubber(plain), Stubber(typed)]
    for stubber in stubbers:
        stubber.activate()

    def call(stubber: Any, function: Callable[..., Any]) -> None:
        stubber._queue.append(queued)
        function(**params)

    # Stubber validates what is queued; that is no part of a call.
    stubbers[0].add_response(method, response)
    queued = stubbers[0]._queue.popleft()
    own, theirs = interleaved(
        lambda: call(stubbers[1], getattr(typed, method)),
        lambda: call(stubbers[0], getattr(plain, method)),
        rounds,
    )
    print(f"{service + ' ' + method:<36}{theirs * 1e6:10.1f}{own * 1e6:10.1f}{own / theirs:8.2f}")
    return own / theirs


def interleaved(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Median CPU seconds of one call of each, in batches of about 10 ms that take turns."""
    counts: list[int] = []
    for function in (first, second):
        start = time.thread_time()
        function()
        function()
        counts.append(max(1, int(0.01 / (time.thread_time() - start))))
    times: tuple[list[float], list[float]] = [], []
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for function, count, into in zip((first, second), counts, times, strict=True):
            start = time.thread_time()
            for _ in range(count):
                function()
            into.append((time.thread_time() - start) / count)
    gc.enable()
    return statistics.median(times[0]), statistics.median(times[1])


def loading(folder: Path, rounds: int) -> bool:
    """Import checks in fresh processes; the client and what it shares are there already."""
    compileall.compile_dir(folder, quiet=2)
    missed = False
    print(f"\n{'milliseconds to import, from bytecode':<46}{'target':>10}{'checks':>8}")
    for service, target in LOADING.items():
        program = (
            "import sys, time, datetime, botosmith_runtime.structures\n"
            f"sys.path.insert(0, {str(folder / service)!r})\n"
            f"import botosmith_{service}\n"
            "start = time.thread_time()\n"
            f"import botosmith_{service}.checks\n"
            "print(time.thread_time() - start)"
        )
        times = [
            float(subprocess.check_output([sys.executable, "-c", program])) * 1000
            for _ in range(min(rounds, 11))
        ]
        median = statistics.median(times)
        missed |= median > target
        print(f"{service:<46}{target:10.1f}{median:8.2f}")
    return missed


def _models() -> tuple[Path, ...]:
    return (Path(__file__).parents[2] / "models",)


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
