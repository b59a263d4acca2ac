"""docs/maintaining.md: its changes still apply to the code, and do what the page says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from guides import DOCS, ROOT, blocks, sections

PARTS = sections((DOCS / "maintaining.md").read_text(encoding="utf-8"))
MODEL = {
    "version": "2.0",
    "metadata": {
        "apiVersion": "2026-01-01", "endpointPrefix": "tiny", "protocol": "json",
        "jsonVersion": "1.1", "targetPrefix": "Tiny", "serviceFullName": "Tiny",
        "serviceId": "Tiny", "signatureVersion": "v4", "uid": "tiny-2026-01-01",
    },
    "operations": {
        "Try": {"name": "Try", "http": {"method": "POST", "requestUri": "/"},
                "input": {"shape": "TryRequest"}}
    },
    "shapes": {
        "TryRequest": {"type": "structure", "members": {"Size": {"shape": "Size"}}},
        "Size": {"type": "integer", "min": 1, "max": 100},
    },
}  # fmt: skip


class Change(NamedTuple):
    """What a diff does to one file; each line has its mark (``+``, ``-`` or a space) in front."""

    path: str
    lines: list[str]


def changes(part: str) -> Iterator[Change]:
    """The changes of a section's diffs, file by file."""
    for block in blocks(part):
        if block.language == "diff":
            for piece in re.split(r"^--- a/.*\n\+\+\+ b/", block.content, flags=re.MULTILINE)[1:]:
                path, *lines = piece.splitlines()
                yield Change(path, [line or " " for line in lines])


def applied(text: str, lines: list[str]) -> str:
    """The text after a change, whose context lines have to be there, in order."""
    new = text.splitlines()
    at = 0
    for number, line in enumerate(lines):
        mark, content = line[0], line[1:]
        if mark == "+":
            below = [one[1:] for one in lines[number:] if one[0] == " " and one.strip()]
            if at == 0 and below:  # nothing is above
                at = new.index(below[0])
            new.insert(at, content)
            at += 1
        elif content.strip():
            at = new.index(content, at)
            if mark == "-":
                del new[at]
            else:
                at += 1
    return "\n".join(new) + "\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The sources, and a tiny model."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=ignored)
    folder = tmp_path / "models" / "tiny" / "2026-01-01"
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps(MODEL), encoding="utf-8")
    return tmp_path


def _apply(clone: Path, section: str) -> None:
    for change in changes(PARTS[section]):
        path = clone / change.path
        path.write_text(applied(path.read_text("utf-8"), change.lines), encoding="utf-8")


def _build(clone: Path) -> Path:
    sources = os.pathsep.join(str(clone / "generator" / part) for part in (".", "runtime"))
    ran = subprocess.run(
        [sys.executable, "-m", "botosmith", "build", "--no-site"],
        cwd=clone, env=os.environ | {"PYTHONPATH": sources}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return clone / "out" / "tiny" / "botosmith_tiny"


def test_a_constraint_trait_is_added_as_the_page_says(clone: Path) -> None:
    section = "Add a constraint trait"
    _apply(clone, section)
    extras = {"version": "1.0", "shapes": {"Size": {"multipleOf": 5}}}
    model = clone / "models" / "tiny" / "2026-01-01" / "botosmith-1.json"
    model.write_text(json.dumps(extras), encoding="utf-8")
    checks = (_build(clone) / "checks.py").read_text(encoding="utf-8")
    (shown,) = (block.content for block in blocks(PARTS[section]) if block.language == "text")
    for line in shown.replace("...\n", "").splitlines():
        assert line.strip() in checks


def test_a_generated_module_is_added_as_the_page_says(clone: Path) -> None:
    section = "Add a generated module"
    package = clone / "generator" / "botosmith" / "package"
    (package / "statuses").mkdir()
    for block in blocks(PARTS[section]):
        if block.language == "text":
            (name,) = re.findall(r"`package/(statuses/\S+)`", block.before)
            (package / name).write_text(block.content, encoding="utf-8")
    _apply(clone, section)
    statuses = (_build(clone) / "statuses.py").read_text(encoding="utf-8")
    assert '"try_": 200,' in statuses


def test_the_protocol_was_added_as_the_page_says() -> None:
    for change in changes(PARTS["Add a protocol"]):
        text = (ROOT / change.path).read_text(encoding="utf-8").splitlines()
        for line in change.lines:
            assert (line[1:] in text) == (line[0] != "-"), f"{change.path}: {line}"


def test_files_that_hold_facts_of_a_release_are_there() -> None:
    for name in re.findall(r"^\| `([^`]+)`", PARTS["Take a new botocore"], re.MULTILINE):
        assert (ROOT / name).exists()
