"""Models that would take for ever, or all of the memory: each is refused before work is spent.

A model that is not bounded does not end here, or ends for want of memory: no time is measured.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
from collections.abc import Iterable

import pytest
from botosmith.build.service import build
from botosmith.models import limits
from botosmith.models.load import Library
from botosmith.package.fakes.samples import samples
from project import Project
from tiny_model import TINY, Json

MEMORY = 2**30  # bytes of addresses, of which a process has about half in memory
STRING: Json = {"shape": "Text"}
TEXT: Json = {"type": "string"}


def structure(members: dict[str, str], required: Iterable[str] = (), **traits: object) -> Json:
    references = {name: {"shape": shape} for name, shape in members.items()}
    return {"type": "structure", "members": references, "required": [*required], **traits}


def chain(length: int, end: Json, **members: str) -> Json:
    """Structures one inside the other, each of which requires the next."""
    found = {
        f"L{n}": structure({**dict.fromkeys(members or {"N": ""}, f"L{n + 1}")}, members or ["N"])
        for n in range(length)
    }
    return {**found, f"L{length}": end}


def lists(length: int, **traits: object) -> Json:
    found = {
        f"L{n}": {"type": "list", "member": {"shape": f"L{n + 1}"}, **traits} for n in range(length)
    }
    return {**found, f"L{length}": TEXT}


TEN = {f"M{n}": "" for n in range(10)}
MANY = range(limits.OPERATIONS + 1)
HTTP = {"method": "POST", "requestUri": "/"}

REFUSED: dict[str, tuple[dict[str, Json], str]] = {
    "text": (
        {"L0": {**TEXT, "min": 10**9}},
        "shapes.L0.min: needs at least 1,000,000,000 characters",
    ),
    "blob": (
        {"L0": {"type": "blob", "min": 10**9}},
        "shapes.L0.min: needs at least 1,000,000,000 bytes; the limit is 200,000",
    ),
    "list": (
        {"L0": {"type": "list", "member": STRING, "min": 10**8}, "Text": TEXT},
        "shapes.L0.min: needs 100,000,000 elements of 10 characters; the limit is 200,000",
    ),
    "map": (
        {"L0": {"type": "map", "key": STRING, "value": STRING, "min": 10**8}, "Text": TEXT},
        "shapes.L0.min: needs 100,000,000 elements of 20 characters; the limit is 200,000",
    ),
    "reference": (
        {"L0": {"type": "structure", "members": {"X": {"shape": "Text", "min": 10**9}}},
         "Text": TEXT},
        "shapes.L0.members.X.min: needs at least 1,000,000,000 characters",
    ),
    "pattern": (
        {"L0": {**TEXT, "pattern": "((a{1000}){1000}b|c{2000000,}){1000}"}},
        "shapes.L0.pattern: needs at least 1,000,001,000 characters; the limit is 200,000",
    ),
    "structures": (
        chain(30, TEXT, **TEN),
        "shapes.L25.members.M0: with it, L25 needs at least 1,111,110 characters",
    ),
    "lists": (lists(12, min=10), "shapes.L7.min: needs 10 elements of 111,111 characters"),
    "deep": (chain(200, TEXT), "shapes.L150.members.N: has more than 50 nested shapes"),
    "deep, optional": (
        {f"L{n}": structure({"N": f"L{n + 1}"}) for n in range(200)} | {"L200": TEXT},
        "shapes.L150.members.N: has more than 50 nested shapes",
    ),
    "deep, a cycle": (
        {f"L{n}": structure({"N": f"L{(n + 1) % 200}"}) for n in range(200)},
        "shapes.L149.members.N: has more than 50 nested shapes",
    ),
    "deep, lists": (lists(20), "shapes.L0: has more than 16 nested lists and maps"),
    "unions": (
        {f"L{n}": structure({f"M{m}": f"L{m}" for m in range(12)}, union=True) for n in range(12)},
        "shapes.L0: a union whose members all lead back to it: no finite value can be valid",
    ),
    "members": (
        {"L0": structure({f"M{n}": "Text" for n in range(limits.MEMBERS + 1)}), "Text": TEXT},
        "shapes.L0.members: 2,001 members; the limit is 2,000",
    ),
    "enum": (
        {"L0": {**TEXT, "enum": [str(n) for n in range(limits.ENUM + 1)]}},
        "shapes.L0.enum: 5,001 values; the limit is 5,000",
    ),
    "shapes": (
        {"L0": TEXT, **{f"S{n}": TEXT for n in range(limits.SHAPES)}},
        "shapes: 10,009 shapes; the limit is 10,000",
    ),
    "patterns": (
        {"L0": TEXT, **{f"S{n}": {**TEXT, "pattern": f"(a|b)*{n}"} for n in range(1001)}},
        "shapes.S999.pattern: takes the patterns of the model over 1,000 patterns, the limit",
    ),
    "name": ({"L0": TEXT, "S" * 201: TEXT}, f"shapes.{'S' * 200}...: a name of 201 characters"),
    "member's name": (
        {"L0": structure({"M" * 201: "Text"}), "Text": TEXT},
        f"shapes.L0.members.{'M' * 200}...: a name of 201 characters; the limit is 200; shorten it",
    ),
    "elements": (
        {"L0": {**TEXT, "documentation": "<ul><li>" * 300}},
        "shapes.L0.documentation: more than 500 elements are open at once, the limit; close them",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("shapes", "said"), REFUSED.values(), ids=REFUSED)
def test_a_shape_beyond_the_limits(project: Project, shapes: Json, said: str) -> None:
    project.add({"service-2": {"shapes": {**shapes, "Job": {"members": {"X": {"shape": "L0"}}}}}})
    for command in (["build", "--no-site"], ["verify"], ["slice", "tiny", "GetJob", "--name", "x"],
                    ["diff", "models/tiny", "models/tiny"], ["install", "tiny"]):  # fmt: skip
        ended = project.run(*command)
        assert f"  models/tiny/2020-01-01/service-2.json: {said}" in ended.stderr
        assert (ended.status, ended.stdout) == (2, "")
    assert f"service-2.json: {said.partition(': ')[0]}: error: " in project.run("lint").stdout


def test_operations_together(project: Project) -> None:
    """Each request would be small enough."""
    shapes = {"Large": {"type": "list", "member": {"shape": "String"}, "min": 5000}}
    one = {"http": HTTP, "input": {"shape": "Asked"}}
    project.add(
        {
            "service-2": {
                "operations": {f"Op{n}": {**one, "name": f"Op{n}"} for n in range(30)},
                "shapes": {**shapes, "Asked": structure({"L": "Large"}, ["L"])},
            }
        }
    )
    said = "operations.Op18: with it, the operations need at least 1,0"
    assert said in project.run("build").stderr


BOMB = gzip.compress(b" " * 10**8) * 12  # more than a process may have in memory
FILES: dict[str, tuple[dict[str, bytes], str]] = {
    "bomb": ({"x.json.gz": BOMB}, "x.json.gz: with this file, the model"),
    "bomb of members": (
        {"x.json.gz": gzip.compress(b" " * 9999) * 120_000},
        "x.json.gz: with this file, the model has more than 8 MiB of unpacked files, which is",
    ),
    "deep bomb": (
        {"x.json.gz": gzip.compress(b"[" * 7_000_000)},
        "more than 200,000 JSON values, which",
    ),
    "plain": (
        {"x.json": b" " * 200_000_000},
        "x.json: with this file, the model has more than 8 MiB",
    ),
    "together": (
        {f"x{n}.json": json.dumps({"a": "a" * 2**20}).encode() for n in range(9)},
        "x7.json: with this file, the model has more than 8 MiB",
    ),
    "values": ({"x.json": b'{"a": [' + b"1," * 200_000 + b"1]}"}, "more than 200,000 JSON values"),
    "files": ({f"x{n}.json": b"{}" for n in range(101)}, "more than 100 files, which is the limit"),
    **{
        stem: ({f"{stem}.json.gz": BOMB}, f"{stem}.json.gz: with this file,")
        for stem in (*TINY, "endpoint-rule-set-1", "service-2.sdk-extras")
    },
}


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the memory of a process")
@pytest.mark.parametrize(("contents", "said"), FILES.values(), ids=FILES)
def test_files_beyond_the_limits(project: Project, contents: dict[str, bytes], said: str) -> None:
    folder = project.add()
    for name, content in contents.items():
        (folder / name.removesuffix(".gz")).unlink(missing_ok=True)
        (folder / name).write_bytes(content)
    for command in ("build", "lint", "verify"):
        ended = subprocess.run(
            [sys.executable, "-m", "botosmith", command],
            capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )  # fmt: skip
        assert said in (ended.stdout + ended.stderr).replace(": error: ", ": ")
        assert ended.returncode == (1 if command == "lint" else 2)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    "shapes",
    [
        {f"L{n}": structure({f"N{m}": f"L{m}" for m in range(40)}) for n in range(40)},
        {
            **{f"L{n}": structure(dict.fromkeys(TEN, f"U{n + 1}"), TEN) for n in range(20)},
            **{f"U{n}": structure({"Deep": f"L{n}", "End": "E"}, union=True) for n in range(1, 21)},
            "L20": TEXT,
            "E": structure({}),
        },
        {
            **{f"L{n}": structure(dict.fromkeys(TEN, f"L{n + 1}"), union=True)
               for n in range(20)},
            "L20": {"type": "string", "pattern": "[a-z]{30}", "max": 20},
        },
        {f"L{n}": structure({f"M{m}": f"L{n + 1}" for m in range(60)}) for n in range(20)}
        | {"L20": {"type": "string", "min": 1000}},
        chain(limits.SHAPE_DEPTH - 4, TEXT),
        {"L0": {"type": "list", "member": STRING, "min": 9000}, "Text": TEXT},
    ],
    ids=["cycles", "ways out", "no way out", "wide", "deep", "long"],
)  # fmt: skip
def test_what_is_within_the_limits_ends(project: Project, shapes: Json, *, required: bool) -> None:
    """Samples of what could take 10^20 values: they hold what they must, by the shortest way."""
    job = {"members": {"X": {"shape": "L0"}}, "required": ["X"] if required else []}
    project.add({"service-2": {"shapes": {**shapes, "Job": job}}})
    built = build(Library((project.directory / "models",)).read("tiny"))
    assert len(samples(built)) < 20 * limits.SAMPLE
    assert project.run("build").status == 0
