"""Bad models: one message with every problem, by file, shape and member; nothing is lost.

``bad_models/`` holds a quirk at a time: a patch of the tiny model, and what is said about it.
"""

from __future__ import annotations

import copy
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.model import PRIORITY_ORDERED_SUPPORTED_PROTOCOLS  # type: ignore[attr-defined]
from botosmith.build.service import build
from botosmith.models.load import Model
from botosmith.models.validation.metadata import PROTOCOLS
from botosmith.package.render import render
from botosmith.problems import ModelError
from places import VALUES, places
from project import Project
from tiny_model import TINY, Json

QUIRKS = [
    pytest.param(quirk["patch"], quirk["problems"], id=f"{path.stem}: {quirk['quirk']}")
    for path in sorted(Path(__file__).with_name("bad_models").glob("*.json"))
    for quirk in json.loads(path.read_text(encoding="utf-8"))
]
FOLDER = "models/tiny/2020-01-01/"


def message(problems: list[str]) -> str:
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    lines = "".join(f"  {FOLDER}{problem}\n" for problem in problems)
    return f"botosmith: the model of tiny has {count}:\n{lines}"


def test_the_tiny_model_has_no_problem(project: Project) -> None:
    project.add()
    assert project.run("build").status == 0


@pytest.mark.parametrize(("patch", "problems"), QUIRKS)
def test_every_problem_is_told_at_once(
    project: Project, patch: dict[str, Json], problems: list[str]
) -> None:
    project.add(patch)
    ended = project.run("build")
    assert ended.stderr == message(problems)
    assert (ended.status, ended.stdout) == (2, "")
    assert not project.out.exists()


def test_previous_output_stays_whole(project: Project) -> None:
    project.add()
    assert project.run("build").status == 0
    before = project.files()
    project.add({"service-2": {"shapes": {"Job": {"type": "blub"}}}})
    assert project.run("build").status == 2
    assert project.files() == before


UNREADABLE = {
    "syntax": (b'{"a": }', "not JSON: Expecting value at line 1, column 7"),
    "empty": (b"", "not JSON: Expecting value at line 1, column 1"),
    "not utf-8": (b'{"a": "\xff"}', "not UTF-8: byte 7 is 0xff"),
    "not an object": (b"[]", "expected a JSON object at the top"),
    "twice": (b'{"a": 1, "a": 2}', "'a' occurs twice in one object; rename one"),
    "nan": (b'{"a": NaN}', "NaN is not a JSON number"),
    "deep": (
        b'{"a": ' * 250 + b"1" + b"}" * 250,
        "nested too deeply: more than 200 nested objects and",
    ),
    "deeper": (b"[" * 100_000, "nested too deeply: more than 200 nested objects and arrays"),
    "long number": (b'{"a": ' + b"1" * 5000 + b"}", "a number of 5,000 digits; the limit is 100"),
}


@pytest.mark.parametrize(("content", "problem"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("stem", ["service-2", "waiters-2"])
def test_a_document_that_cannot_be_read(
    project: Project, stem: str, content: bytes, problem: str
) -> None:
    folder = project.add({"service-2": {"shapes": {"Job": {"payload": "Body"}}}})
    (folder / f"{stem}.json").write_bytes(content)
    ended = project.run("build")
    first, *lines = ended.stderr.splitlines()
    # What else is wrong is told with it, as far as it can be.
    assert first.startswith(f"botosmith: the model of tiny has {len(lines)} problem")
    assert lines[0].startswith(f"  {FOLDER}{stem}.json: {problem}")
    assert len(lines) == (1 if stem == "service-2" else 2)
    assert ended.status == 2


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"{}" * 900, mtime=0)[:-9], b"\x1f\x8b" * 9],
    ids=["no gzip", "cut off", "nonsense"],
)
def test_a_compressed_document_that_cannot_be_read(project: Project, content: bytes) -> None:
    folder = project.add()
    (folder / "smoke-1.json.gz").write_bytes(content)
    (folder / "folder-1.json").mkdir()
    ended = project.run("build")
    assert ended.stderr.splitlines()[0] == "botosmith: the model of tiny has 2 problems:"
    assert f"{FOLDER}folder-1.json: not a file" in ended.stderr
    assert f"{FOLDER}smoke-1.json.gz: not gzip: " in ended.stderr


def test_of_two_forms_botocore_reads_the_plain_one(project: Project) -> None:
    folder = project.add()
    (folder / "service-2.json.gz").write_bytes(b"never looked at")
    assert project.run("build").status == 0


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ("impotrexport", "unknown service 'impotrexport' (searched models, botocore's own models); "
                         "did you mean importexport?"),
        ("../../x", "'../../x' cannot name a service: expected lower-case letters"),
        ("Tiny", "'Tiny' cannot name a service: expected lower-case letters, digits and single "
                 "hyphens, as in glue-migration (the name becomes a directory and a package); "
                 "did you mean tiny?"),
        ("tiny\n", "'tiny\\n' cannot name a service: expected lower-case letters"),
        ("[/bold]", "'[/bold]' cannot name a service: expected lower-case letters"),
        ("", "'' cannot name a service: expected lower-case letters"),
        ("runtime", "'runtime' cannot name a service: botosmith-runtime is the library"),
        ("wheels", "'wheels' cannot name a service: out/wheels is where wheels go"),
        ("flat", "flat has no model: expected models/flat/<api-version>/service-2.json"),
    ],
)  # fmt: skip
def test_services_that_are_none(project: Project, service: str, said: str) -> None:
    project.add()
    (project.directory / "models" / "flat").mkdir()
    ended = project.run("build", service)
    assert ended.stderr.startswith(f"botosmith: {said}")
    assert (ended.status, ended.stdout) == (2, "")
    assert [path.name for path in project.directory.iterdir()] == ["models"]


def test_a_user_sees_no_traceback(project: Project) -> None:
    project.add({"service-2": {"shapes": {"Job": {"required": ["Parent"]}}}})
    ended = subprocess.run(
        [sys.executable, "-m", "botosmith", "build"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("botosmith: the model of tiny has 1 problem:\n  models/tiny")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("stem", TINY)
def test_whatever_stands_anywhere_it_is_refused_or_gives_python(stem: str) -> None:
    """Every value of a document, replaced by one of every type: never another exception."""
    refused = 0
    for place in places(TINY[stem]):
        for value in VALUES:
            documents = copy.deepcopy(TINY)
            parent: Any = documents[stem]
            for key in place[:-1]:
                parent = parent[key]
            parent[place[-1]] = value
            model = Model(
                service="tiny",
                api_version="2020-01-01",
                directory=Path("models"),
                documents=documents,
                files={},
            )
            try:
                files = render(build(model))
            except ModelError:
                refused += 1
                continue
            for path, content in files.items():
                if path.endswith(".py"):
                    compile(content, path, "exec")
    assert bool(refused) == (stem != "examples-1")  # of which botocore reads nothing


def test_the_protocols_are_botocores() -> None:
    assert PROTOCOLS == PRIORITY_ORDERED_SUPPORTED_PROTOCOLS
