"""Strategies of tiny models with one quirk each, and of AWS's own models.

What they draw passes the generated checks. A few services of AWS's are part of every run;
``python -m pytest -m aws`` takes all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aws_services import ALL
from botocore.eventstream import EventStream
from botocore.response import StreamingBody
from botosmith.names import package_name
from botosmith.output.write import write
from botosmith.tools.builds import package_files
from drawn_payloads import Strategy, collected, disagreements, shrunk, strategies
from imported_package import imported
from tiny_model import TINY, merged

GOLDENS = Path(__file__).parent / "goldens"
QUIRKS = sorted(path.name for path in GOLDENS.iterdir())
FEW = ["apprunner", "bedrock-runtime", "lexv2-runtime", "sqs"]
Draw = Callable[[str], Strategy]


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Draw]:
    """The strategies of a golden model, by function."""
    write(package_files(request.param, (GOLDENS,)), tmp_path)
    with imported(tmp_path, package_name(request.param)):
        functions = strategies(package_name(request.param))
        yield lambda name: functions[name]()


def of(quirk: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("golden", [quirk], indirect=True)


@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_is_drawn_passes_the_checks(quirk: str, tmp_path: Path) -> None:
    write(package_files(quirk, (GOLDENS,)), tmp_path)
    with imported(tmp_path, package_name(quirk)):
        assert list(disagreements(package_name(quirk), examples=40)) == []


@pytest.mark.parametrize("service", FEW)
def test_service(service: str, tmp_path: Path) -> None:
    assert disagreeing(service, tmp_path, examples=3) == []


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path) -> None:
    assert disagreeing(service, tmp_path, examples=3) == []


def disagreeing(service: str, directory: Path, examples: int) -> list[str]:
    write(package_files(service, ()), directory)
    with imported(directory, package_name(service)):
        return list(disagreements(package_name(service), examples))


@of("recursion")
def test_recursion(golden: Draw) -> None:
    """It goes a few levels down, and ends."""
    strategy = golden("evaluate_request")
    assert shrunk(strategy, bool) == {"Chain": {"Name": ""}}
    plainest = shrunk(strategy, lambda request: "Next" in request["Chain"].get("Next", {}))
    assert plainest == {"Chain": {"Name": "", "Next": {"Name": "", "Next": {"Name": ""}}}}
    tree: Any = shrunk(strategy, lambda r: len(r.get("Tree", {}).get("Children", ())) > 1)
    assert tree["Tree"] == {"Children": [{"Children": []}, {"Children": []}]}


@of("tagged-union")
def test_unions(golden: Draw) -> None:
    """Every alternative is drawn, one at a time; also inside of each other."""
    values: list[Any] = [request["Value"] for request in collected(golden("store_request"), 150)]
    assert {len(value) for value in values} == {1}
    assert {*values[0], *(name for value in values for name in value)} == {
        "array", "fields", "nothing", "number", "text",
    }  # fmt: skip
    assert any("array" in item for value in values for item in value.get("array", ()))


@of("sparse-list")
def test_null_where_it_may_be(golden: Draw) -> None:
    for request in collected(golden("measure_request"), 60):
        assert None not in request.get("Dense", ())
    assert shrunk(golden("measure_request"), lambda r: None in r.get("Gaps", ())) == {
        "Gaps": [None]
    }
    assert shrunk(golden("measure_request"), lambda r: None in r.get("Holes", {}).values()) == {
        "Holes": {"": None}
    }


@of("idempotency-token")
def test_tokens_that_botocore_makes_up(golden: Draw) -> None:
    """They may be left out at the top of a request, nowhere else."""
    requests = collected(golden("create_request"), 60)
    assert {"ClientToken" in request for request in requests} == {True, False}
    assert all("Token" in request["Nested"] for request in requests)
    assert all("ClientToken" in one for one in collected(golden("create_response"), 20))


@of("event-stream")
def test_event_streams(golden: Draw) -> None:
    """Streams as the client gives them, without the errors that they could end with."""
    events: list[Any] = []
    for response in collected(golden("listen_response"), 60):
        stream = response.get("EventStream")
        if stream is not None:
            assert isinstance(stream, EventStream)
            events += [*stream]
    assert {name for event in events for name in event} == {"Text"}
    assert {text for event in events for text in event["Text"]} == {"Text"}


@of("streaming-blob")
def test_streaming_bodies(golden: Draw) -> None:
    """Open ones in responses, each with a content of its own; plain bytes in requests."""
    bodies = [response["Body"] for response in collected(golden("download_response"), 30)]
    assert {type(body) for body in bodies} == {StreamingBody}
    assert len({body.read() for body in bodies}) > 5
    assert {type(one["Body"]) for one in collected(golden("upload_request"), 5)} == {bytes}


@of("document")
def test_documents(golden: Draw) -> None:
    """Anything that JSON can say."""
    drawn = [request["Schema"] for request in collected(golden("configure_request"), 150)]
    assert {type(one) for one in drawn} == {bool, dict, float, int, list, str}
    assert shrunk(golden("configure_request"), bool) == {"Schema": {}}


@of("every-rule")
def test_limits_are_reached(golden: Draw) -> None:
    """The fewest and the most; and host names are such."""
    asked = collected(golden("try__request"), 300)
    found = {
        name: [one[name] for one in asked if name in one] for name in ("Texts", "ByColor", "Host")
    }
    assert {len(texts) for texts in found["Texts"]} <= {1, 2, 3}
    assert {len(counts) for counts in found["ByColor"]} <= {1, 2}
    for name, length in (("Texts", 1), ("Texts", 3), ("ByColor", 1), ("ByColor", 2)):
        assert shrunk(golden("try__request"), partial(_has, name, length))
    assert found["Host"]
    assert [host for host in found["Host"] if not (host.isalnum() and host.isascii())] == []


def _has(name: str, length: int, payload: Any) -> bool:
    return len(payload.get(name, ())) == length


HARD: dict[str, Any] = {
    "operations": {
        "GetJob": {
            "http": {"method": "GET", "requestUri": "/jobs", "responseCode": 201},
            "input": {"shape": "Job"},
        }
    },
    "shapes": {
        "Job": {
            "members": {
                "Never": {"shape": "Never"},
                "Nevers": {"shape": "Nevers"},
                "Either": {"shape": "Either"},
                "Ahead": {"shape": "Ahead"},
                "Wide": {"shape": "Wide"},
                "Note": {"shape": "Text", "location": "header", "locationName": "x-note"},
                "Line": {"shape": "Line", "location": "header", "locationName": "x-line"},
                "Status": {"shape": "Status", "location": "statusCode"},
            }
        },
        "Never": {"type": "string", "min": 5, "pattern": "[a-z]{3}"},
        "Nevers": {"type": "list", "member": {"shape": "Never"}},
        "Either": {
            "type": "structure",
            "union": True,
            "members": {"Not": {"shape": "Wrapped"}, "Leaf": {"shape": "Text"}},
        },
        "Wrapped": {
            "type": "structure",
            "required": ["Left", "Right"],
            "members": {"Left": {"shape": "Either"}, "Right": {"shape": "Either"}},
        },
        "Ahead": {"type": "string", "pattern": "(?=[a-c]*9)[a-z0-9]{40}"},
        "Wide": {"type": "string", "pattern": "[ -\\uFFFD]+"},
        "Text": {"type": "string"},
        "Line": {"type": "string", "pattern": "[^a]*"},
        "Status": {"type": "integer"},
    },
}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """What is drawn from a model that is hard to draw from, by function."""
    models, out = tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("out")
    directory = models / "tiny" / "2020-01-01"
    directory.mkdir(parents=True)
    document = json.dumps(merged(TINY["service-2"], HARD))
    (directory / "service-2.json").write_text(document, encoding="utf-8")
    write(package_files("tiny", (models,)), out)
    with imported(out, "botosmith_tiny"):
        assert list(disagreements("botosmith_tiny", examples=200)) == []
        drawn = strategies("botosmith_tiny")
        yield {
            name: collected(drawn[name](), 200) for name in ("get_job_request", "get_job_response")
        }


def test_what_has_no_value_is_left_out(hard: dict[str, list[Any]]) -> None:
    found = {name for jobs in hard.values() for job in jobs for name in job}
    assert "Never" not in found
    assert {len(job["Nevers"]) for job in hard["get_job_request"] if "Nevers" in job} == {0}


def test_unions_that_branch_end(hard: dict[str, list[Any]]) -> None:
    sizes = {str(job["Either"]).count("Leaf") for job in hard["get_job_request"] if "Either" in job}
    assert 1 in sizes
    assert 5 < max(sizes) < 200


def test_texts_that_are_not_written_by_hypothesis(hard: dict[str, list[Any]]) -> None:
    """One that look-arounds ask for: a sample; one from most of Unicode: any text."""
    ahead = {job["Ahead"] for job in hard["get_job_request"] if "Ahead" in job}
    assert 1 <= len(ahead) <= 3
    wide = {character for job in hard["get_job_request"] for character in job.get("Wide", "")}
    assert {character.isascii() for character in wide} == {True, False}


def test_headers_are_printable(hard: dict[str, list[Any]]) -> None:
    lines = [
        job[name] for job in hard["get_job_request"] for name in ("Note", "Line") if name in job
    ]
    assert len(set(lines)) > 20
    assert [one for one in lines if not (one.isascii() and f"x{one}".isprintable())] == []
    assert [one for one in lines if one != one.strip()] == []


def test_status_codes_are_the_responses(hard: dict[str, list[Any]]) -> None:
    jobs = hard["get_job_response"]
    assert {job["Status"] for job in jobs if "Status" in job} == {201}
    assert {job["ResponseMetadata"]["HTTPStatusCode"] for job in jobs} == {201}
