"""What the shape checks cost, beside botocore's own validation and other validators.

Six payloads against `ParamValidator`, pydantic, msgspec and aws-resource-validator; a stubbed call
through the typed client, both checks strict, against plain boto3. What is compared runs in turns in
one process; medians of CPU time. How long the modules take to import is in `imports.py`.
"""

from __future__ import annotations

import importlib
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import botocore.session
from benchmarks.harness import MODELS, Table, generate, importable, interleaved
from benchmarks.payloads import CASES, PUT, STATUS, Case
from benchmarks.peer_types import typed_dict
from botocore.stub import Stubber
from botocore.validate import ParamValidator
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.render import render_module
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.violations import check

ROUNDS = 25
VALIDATORS = ("ParamValidator", "botosmith", "pydantic", "msgspec", "aws-resource-validator")
METADATA: dict[str, Any] = {
    "RequestId": "",
    "HTTPStatusCode": 200,
    "HTTPHeaders": {},
    "RetryAttempts": 0,
}
REFUSES = "refuses it"

Ways = dict[str, Callable[[], object]]


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:
    """Payloads, payloads by the rules that another validator has too, and calls."""
    rounds = max(rounds, ROUNDS) if not quick else rounds
    with tempfile.TemporaryDirectory() as folder:
        generate(sorted({case.service for case in CASES}), Path(folder))
        yield _payloads(rounds)
        if importable("pydantic"):
            yield _same_rules(rounds)
        yield _stubbed_calls(rounds)


def _payloads(rounds: int) -> Table:
    table = Table(
        "Microseconds to check a payload, and how many times faster than ParamValidator",
        ("payload", *VALIDATORS),
    )
    ratios: list[float] = []
    for case in CASES:
        ways = _ways(case)
        refused = {name for name, way in ways.items() if not _accepts(way)}
        seconds = interleaved({n: way for n, way in ways.items() if n not in refused}, rounds)
        theirs = seconds["ParamValidator"]
        cells = [
            REFUSES if name in refused else _cell(seconds.get(name), theirs) for name in VALIDATORS
        ]
        table.add(f"{case.service} {case.operation} {case.side}", *cells)
        ratios.append(theirs / seconds["botosmith"])
    mean = statistics.geometric_mean(ratios)
    # Turned round, so that less is better, as with every other target.
    table.want("botosmith's time of ParamValidator's, at the most", 1 / min(ratios), 1 / 5)
    table.want("and in the geometric mean", 1 / mean, 1 / 8)
    table.notes += [
        "pydantic and msgspec check types, enumerations, lengths and ranges of TypedDicts that the "
        "same model gives, and build a copy; msgspec ends at the first error. botosmith matches "
        "patterns, too, and unknown members, and collects every error with its path.",
        "aws-resource-validator wants every member of a response, whether the model requires it or "
        "not, and so refuses valid ones.",
    ]
    return table


def _same_rules(rounds: int) -> Table:
    """What the rules cost that pydantic does not check, and what is left."""
    columns = ("all rules", "without patterns", "pydantic", "and unknown members", "ratio")
    table = Table(
        "Microseconds to check a payload by the rules that pydantic has, too", ("payload", *columns)
    )
    for case in CASES:
        registry = {"input": "REQUESTS", "output": "RESPONSES"}[case.side]
        function = _without_patterns(case.service)[registry][case.operation]
        path = () if case.side == "input" else RESPONSE
        ways = _ways(case)
        ways = {
            "all rules": ways["botosmith"],
            "without patterns": partial(check, function, case.payload, path),
            "pydantic": ways["pydantic"],
            "and unknown members": _pydantic(case, closed=True),
        }
        seconds = interleaved(ways, rounds)
        ratio = seconds["without patterns"] / seconds["and unknown members"]
        cells = [f"{one * 1e6:,.1f}" for one in seconds.values()]
        table.add(f"{case.service} {case.operation} {case.side}", *cells, f"{ratio:.2f}")
    table.notes.append(
        "The ratio is of botosmith without patterns to pydantic with unknown members: both then "
        "check types, required and unknown members, enumerations, lengths and ranges."
    )
    return table


@cache
def _without_patterns(service: str) -> dict[str, Any]:
    """The generated module of checks, of a model that has no patterns."""
    built = build(Library((MODELS,)).load(service))
    bare = replace(built, shapes=tuple(replace(shape, regex=None) for shape in built.shapes))
    module: dict[str, Any] = {"__name__": f"checks_of_{service}"}
    exec(compile(render_module(bare, "checks"), "checks.py", "exec"), module)
    return module


def _pydantic(case: Case, *, closed: bool = False) -> Callable[[], object]:
    pydantic: Any = importlib.import_module("pydantic")
    adapter = pydantic.TypeAdapter(typed_dict(_shape(case), pydantic.Field, closed=closed))
    way: Callable[[], object] = partial(adapter.validate_python, case.payload, strict=True)
    return way


def _shape(case: Case) -> Any:
    session: Any = botocore.session.get_session()
    operation = session.get_service_model(case.service).operation_model(case.operation)
    return getattr(operation, f"{case.side}_shape")


def _ways(case: Case) -> Ways:
    shape = _shape(case)
    module = importlib.import_module(f"botosmith_{case.service}.checks")
    registry, path = (module.REQUESTS, ()) if case.side == "input" else (module.RESPONSES, RESPONSE)
    validator: Any = ParamValidator()
    ways: Ways = {
        "ParamValidator": partial(validator.validate, case.payload, shape),
        "botosmith": partial(check, registry[case.operation], case.payload, path),
    }
    assert not validator.validate(case.payload, shape).has_errors()
    assert not check(registry[case.operation], case.payload, path)
    if importable("pydantic"):
        ways["pydantic"] = _pydantic(case)
    if importable("msgspec"):
        msgspec: Any = importlib.import_module("msgspec")
        definition = typed_dict(shape, msgspec.Meta)
        ways["msgspec"] = partial(msgspec.convert, case.payload, definition)
    name = f"aws_resource_validator.pydantic_models.{case.service}.{case.service}_classes"
    if importable(name):
        metadata: dict[str, Any] = {"ResponseMetadata": METADATA} if case.side == "output" else {}
        model = getattr(importlib.import_module(name), case.model)
        ways["aws-resource-validator"] = partial(model.model_validate, {**case.payload, **metadata})
    return ways


def _accepts(way: Callable[[], object]) -> bool:
    """Whether a validator that raises takes the payload, which is valid."""
    try:
        way()
    except Exception:  # each has its own
        return False
    return True


def _cell(seconds: float | None, theirs: float) -> str:
    if seconds is None:
        return "not installed"
    return f"{seconds * 1e6:,.1f} ({theirs / seconds:.1f})"


def _stubbed_calls(rounds: int) -> Table:
    table = Table(
        "Microseconds of a stubbed call, both checks strict, against plain boto3",
        ("call", "boto3", "botosmith", "ratio"),
    )
    create_table = next(case for case in CASES if case.operation == "CreateTable").payload
    ratios = [
        _stubbed(table, "importexport", "get_status", {"JobId": "HSSW2"}, STATUS, rounds),
        _stubbed(table, "glue", "create_table", create_table, {}, rounds),
        _stubbed(table, "dynamodb", "put_item", PUT, {}, rounds),
    ]
    table.want("Geometric mean of the ratios", statistics.geometric_mean(ratios), 1)
    return table


def _stubbed(
    table: Table,
    service: str,
    method: str,
    params: dict[str, Any],
    response: dict[str, Any],
    rounds: int,
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
    ways = {
        "boto3": lambda: call(stubbers[0], getattr(plain, method)),
        "botosmith": lambda: call(stubbers[1], getattr(typed, method)),
    }
    seconds = interleaved(ways, rounds)
    ratio = seconds["botosmith"] / seconds["boto3"]
    figures = [f"{seconds[name] * 1e6:.1f}" for name in ways]
    table.add(f"{service} {method}", *figures, f"{ratio:.2f}")
    return ratio
