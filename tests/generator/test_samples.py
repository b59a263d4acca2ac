"""Samples of shapes: each rule of the models on its own, patterns, and the same at every run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.response import StreamingBody
from botocore.session import Session
from botocore.stub import Stubber
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.samples import NoSample, Sampler

ROOT = Path(__file__).parents[2]
SEEDS = range(20)


def service(*shapes: ir.Shape) -> ir.Service:
    """A service of nothing but the shapes."""
    plain = (ir.Shape(name="Text", kind="string"), ir.Shape(name="Count", kind="integer"))
    known = build(Library((ROOT / "models",)).load("importexport"))
    return replace(known, operations=(), shapes=(*plain, *shapes))


def member(name: str, shape: str = "Text", *, required: bool = False, **facts: Any) -> ir.Member:
    return ir.Member(name=name, shape=shape, required=required, documentation="", **facts)


def structure(name: str, *members: ir.Member, **facts: Any) -> ir.Shape:
    return ir.Shape(name=name, kind="structure", members=members, **facts)


def values(*shapes: ir.Shape, full: bool = True, side: ir.Direction = "output") -> list[Any]:
    """Samples of the last shape, by many seeds."""
    model = service(*shapes)
    return [Sampler(model, seed).value(shapes[-1].name, side, full=full) for seed in SEEDS]


def text(**facts: Any) -> ir.Shape:
    return ir.Shape(name="S", kind="string", **facts)


def items(**facts: Any) -> ir.Shape:
    return ir.Shape(name="S", kind="list", element="Text", **facts)


def entries(**facts: Any) -> ir.Shape:
    return ir.Shape(name="S", kind="map", key="Key", element="Text", **facts)


def plain(kind: ir.Kind, **facts: Any) -> ir.Shape:
    return ir.Shape(name="S", kind=kind, **facts)


KEY = ir.Shape(name="Key", kind="string", enum=("a", "b", "c"))


VALID: list[tuple[ir.Shape, Callable[[Any], bool]]] = [
    (text(), lambda value: value.isalpha()),
    (text(minimum=40, maximum=41), lambda value: len(value) in (40, 41)),
    (text(maximum=0), lambda value: value == ""),
    (text(enum=("on", "off")), lambda value: value in ("on", "off")),
    (text(enum=("a", "bcd"), minimum=2), lambda value: value == "bcd"),
    (plain("integer"), lambda value: type(value) is int and 1 <= value <= 100),
    (plain("integer", minimum=2**31 - 2), lambda value: 2**31 - 2 <= value < 2**31),
    (plain("integer", maximum=-7), lambda value: value == -7),
    (plain("integer", minimum=1.5, maximum=2.5), lambda value: value == 2),
    (plain("integer", maximum=-1.5), lambda value: value == -2),
    (plain("long", minimum=2**40), lambda value: 2**40 <= value < 2**63),
    (plain("double"), lambda value: type(value) is float),
    (plain("float", minimum=0.1, maximum=0.2), lambda value: 0.1 <= value <= 0.2),
    (plain("float", maximum=-0.5), lambda value: value <= -0.5),
    (plain("boolean"), lambda value: type(value) is bool),
    (plain("blob", minimum=9, maximum=9), lambda value: len(bytes(value)) == 9),
    (plain("timestamp"), lambda value: datetime.utcoffset(value) == timedelta(0)),
    (plain("structure", document=True), lambda value: json.loads(json.dumps(value)) == value),
    (items(), lambda value: len(value) == 1),
    (items(minimum=3), lambda value: len(value) == 3),
    (items(maximum=0), lambda value: value == []),
    (entries(minimum=2), lambda value: len(value) == 2 and {*value} < {*"abc"}),
]


@pytest.mark.parametrize(("shape", "valid"), VALID)
def test_values(shape: ir.Shape, valid: Any) -> None:
    found = values(KEY, shape)
    assert [value for value in found if not valid(value)] == []


def test_full_values_hold_every_member_and_minimal_ones_what_is_required() -> None:
    inner = structure("Inner", member("Deep", required=True), member("Deeper"))
    shape = structure("Shape", member("A", required=True), member("B"), member("C", "Inner"))
    for value in values(inner, shape):
        assert (set(value), set(value["C"])) == ({"A", "B", "C"}, {"Deep", "Deeper"})
    assert {tuple(value) for value in values(inner, shape, full=False)} == {("A",)}


def test_unions_hold_one_member_whichever() -> None:
    shape = structure("Union", member("A"), member("B", "Count"), member("C"), union=True)
    found = Counter(name for value in values(shape) for name in value)
    assert set(found) == {"A", "B", "C"}
    assert sum(found.values()) == len(SEEDS)


def test_recursion_ends() -> None:
    children = ir.Shape(name="Nodes", kind="list", element="Node")
    shape = structure(
        "Node", member("Name", required=True), member("Up", "Node"), member("Down", "Nodes")
    )
    for value in values(children, shape):
        assert set(value) == {"Name", "Up", "Down"}
        assert set(value["Up"]) == set(value["Down"][0]) == {"Name"}


def test_required_recursion_ends_in_a_union() -> None:
    both = structure(
        "And", member("Left", "Tree", required=True), member("Right", "Tree", required=True)
    )
    shape = structure("Tree", member("And", "And"), member("Leaf"), union=True)
    assert {tuple(value) for value in values(both, shape, full=False)} == {("Leaf",)}
    assert {tuple(value) for value in values(both, shape)} == {("Leaf",), ("And",)}


def test_what_has_no_value_is_left_out_where_it_may_be_and_told() -> None:
    never = ir.Shape(name="Never", kind="string", minimum=3, maximum=2)
    shape = structure("Shape", member("A"), member("B", "Never"))
    sampler = Sampler(service(never, shape))
    assert set(sampler.value("Shape", "output", full=True)) == {"A"}
    assert sampler.unsampled == {"Never": "its minimum 3 is above its maximum 2"}


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (items(minimum=3, maximum=2), "its minimum 3 is above its maximum 2"),
        (plain("integer", minimum=3, maximum=2), "its minimum 3 is above its maximum 2"),
        (text(enum=("a",), minimum=2), "none of its values has an allowed length"),
        (entries(minimum=4), "a map asks for 4 different keys of it"),
        (structure("S", member("S", "S", required=True)), "it requires itself, without end"),
        (
            text(maximum=2, pattern="[a-z]{3}", regex=ir.Regex(source="[a-z]{3}")),
            "no text of 0 to 2 characters was found for [a-z]{3}",
        ),
    ],
)
def test_no_sample(shape: ir.Shape, reason: str) -> None:
    with pytest.raises(NoSample) as caught:
        values(KEY, shape, full=False)
    assert caught.value.reason == reason


def test_presence_rules_are_obeyed() -> None:
    checked = build(Library((ROOT / "models",)).load("personium-cell"))
    shape = next(one for one in checked.shapes if one.name == "GetCellImportStatusResponse")
    for seed in SEEDS:
        sampler = Sampler(checked, seed)
        full = sampler.response("GetCellImportStatus")
        assert set(full) == {one.name for one in shape.members}
        assert full["status"] == "import failed"  # the one state in which all of it is there
        assert sampler.response("GetCellImportStatus", full=False) == {"status": "ready"}


def test_members_that_travel_in_their_own_way() -> None:
    shape = structure(
        "Shape",
        member("Code", "Count", form="status"),
        member("Token", filled_in=True, required=True),
        member("Json", form="json"),
        member("Body", "Blob", form="stream"),
        member("Events", "Stream", form="events"),
    )
    blob = ir.Shape(name="Blob", kind="blob")
    event = structure("Event", member("Text"))
    stream = structure("Stream", member("One", "Event"), member("Two", "Event"), event_stream=True)
    (first, *_) = values(blob, event, stream, shape)
    assert first["Code"] == 200
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first["Token"])
    assert json.loads(json.dumps(first["Json"])) == first["Json"]
    assert isinstance(first["Body"], StreamingBody)
    assert [list(one) for one in first["Events"]] == [["One"], ["Two"]]
    # botocore makes up the token of a request, and takes bytes.
    (request, *_) = values(blob, event, stream, shape, side="input")
    assert isinstance(request["Body"], bytes)
    assert values(blob, event, stream, shape, full=False, side="input")[0] == {}
    outer = structure("Outer", member("Inner", "Shape", required=True))
    (nested, *_) = values(blob, event, stream, shape, outer, full=False, side="input")
    assert set(nested["Inner"]) == {"Token"}  # but not one further down
    assert set(values(blob, event, stream, shape, full=False)[0]) == {"Token"}


def test_stubber_takes_the_responses() -> None:
    client: Any = Session().create_client(
        "importexport", "us-east-1", aws_access_key_id="a", aws_secret_access_key="s"
    )
    sampler = Sampler(build(Library().load("importexport")))
    with Stubber(client) as stubber:
        stubber.add_response(
            "get_status", sampler.response("GetStatus"), sampler.request("GetStatus")
        )
        assert client.get_status(**sampler.request("GetStatus"))["JobId"]


PROGRAM = """
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.samples import Sampler
sampler = Sampler(build(Library().load("wafv2")), 7)
operations = ["CreateRuleGroup", "GetWebACL", "ListTagsForResource"]
if {backwards}:
    operations.reverse()
found = {{name: (sampler.request(name), sampler.response(name)) for name in operations}}
print(sorted(found.items()))
"""


def test_a_seed_gives_the_same_under_any_hash_seed_and_in_any_order() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM.format(backwards=backwards)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, backwards in (("1", False), ("2", True))
    }
    assert len(outputs) == 1
