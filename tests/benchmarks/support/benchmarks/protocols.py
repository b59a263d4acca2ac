"""What it costs to read a request's bytes, and to let a fake's answer go through bytes.

Reading is held against botocore's way from parameters to bytes, without a signature.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.harness import Table, generate, interleaved
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.utils import parse_timestamp
from botosmith_runtime.protocols import Request, parse_request

URL = "https://service.us-east-1.amazonaws.com"
_timestamp: Any = parse_timestamp
_serializer: Any = create_serializer
_prepare: Any = prepare_request_dict
_request: Any = create_request_object
Ways = dict[str, Callable[[], object]]

_ITEM: Any = {
    **{f"text{number}": {"S": "x" * 10} for number in range(8)},
    **{f"number{number}": {"N": "5"} for number in range(4)},
    "map": {"M": {"flag": {"BOOL": True}, "list": {"L": [{"S": "a"}, {"B": b"xx"}]}}},
}
REQUESTS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("s3", "PutObject"): {
        "Bucket": "bucket", "Key": "a/b", "Body": b"x" * 1024, "ContentType": "text/plain",
        "Metadata": {"a": "1", "b": "2"}, "StorageClass": "STANDARD",
    },
    ("dynamodb", "PutItem"): {"TableName": "t", "Item": _ITEM, "ReturnValues": "NONE"},
    ("ec2", "RunInstances"): {
        "ImageId": "ami-1", "MinCount": 1, "MaxCount": 1, "InstanceType": "t3.micro",
        "SecurityGroupIds": ["sg-1", "sg-2"],
        "BlockDeviceMappings": [
            {"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True}}
        ],
        "TagSpecifications": [
            {"ResourceType": "instance", "Tags": [{"Key": "a", "Value": "b"}, {"Key": "c"}]}
        ],
        "NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": "s", "Groups": ["g"]}],
    },
}  # fmt: skip


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """Two tables: requests read, and calls of fakes."""
    yield _requests(max(rounds, 15))
    with tempfile.TemporaryDirectory() as folder:
        generate(["importexport"], Path(folder))
        yield _fakes(max(rounds, 15))


def _requests(rounds: int) -> Table:
    columns = ("request", "written", "serializer", "read", "ratio")
    table = Table("Microseconds of a request", columns)
    for (service, operation), params in REQUESTS.items():
        seconds = interleaved(_ways(service, operation, params), rounds)
        whole, alone, read = seconds.values()
        cells = [f"{each * 1e6:,.1f}" for each in (whole, alone, read)]
        table.add(f"{service} {operation}", *cells, f"{read / whole:.2f}")
        table.want(operation, read / whole, 1.5)
    return table


def _ways(service: str, operation: str, params: Mapping[str, Any]) -> Ways:
    model: Any = ServiceModel(Loader().load_service_model(service, "service-2"), service)
    called = model.operation_model(operation)
    serializer = _serializer(model.resolved_protocol, include_validation=False)

    def serialised() -> Any:
        return serializer.serialize_to_request(params, called)

    def written() -> Any:
        draft = serialised()
        _prepare(draft, endpoint_url=URL)
        return _request(draft).prepare()

    sent = written()
    parts = urlsplit(str(sent.url))
    body = sent.body or b""
    request = Request(
        method=sent.method,
        path=parts.path + (f"?{parts.query}" if parts.query else ""),
        headers=(("Host", parts.netloc), *((k, str(v)) for k, v in sent.headers.items())),
        body=body.encode() if isinstance(body, str) else body,
    )
    assert parse_request(model, request).operation == operation
    return {
        "whole": written,
        "serializer": serialised,
        "read": lambda: parse_request(model, request),
    }


def _fakes(rounds: int) -> Table:
    fake_class = importlib.import_module("botosmith_importexport.fakes").FakeImportExport
    answers: dict[str, dict[str, Any]] = {
        "texts": {"JobId": "J1", "ProgressCode": "Started", "LogBucket": "b", "LogKey": "k"},
        "texts and a date": {
            "ProgressCode": "Started", "CreationDate": datetime(2026, 1, 2, tzinfo=timezone.utc)
        },
    }  # fmt: skip
    columns = ("answer", "stub", "wire", "ratio")
    table = Table("Microseconds of a fake's call", columns)
    for name, answer in answers.items():
        ways: Ways = {}
        for transport in ("stub", "wire"):
            fake = fake_class(transport=transport)
            fake.get_status(JobId="J1").returns(**answer)
            ways[transport] = _call(fake.client)
        stub, wire = interleaved(ways, rounds).values()
        table.add(name, f"{stub * 1e6:,.1f}", f"{wire * 1e6:,.1f}", f"{wire / stub:.2f}")
        if name == "texts":
            table.want("texts", wire / stub, 3)
    date = interleaved({"date": lambda: _timestamp("2026-01-02T00:00:00Z")}, rounds)["date"]
    table.notes.append(f"dateutil takes {date * 1e6:,.0f} µs for a date.")
    return table


def _call(client: Any) -> Callable[[], object]:
    return lambda: client.get_status(JobId="J1")
