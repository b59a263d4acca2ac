"""docs/models.md: its model is valid, builds, and does what stands below it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from botosmith.models.documents import is_list, is_object
from project import without_progress

PAGE = Path(__file__).parents[2] / "docs" / "models.md"
TEXT = PAGE.read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(models/\S+)`\n\n```json\n(.*?)^```", TEXT, re.M | re.DOTALL))
PROGRAMS = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", TEXT, re.M | re.DOTALL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_model_does_what_the_page_says(project: Path) -> None:
    assert len(FILES) == 5  # with facts about a service of AWS
    botosmith = [sys.executable, "-m", "botosmith"]
    for command in (["lint"], ["build"]):
        ran = subprocess.run(
            [*botosmith, *command], cwd=project, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, without_progress(ran.stderr)) == (0, ""), ran.stdout
    ((program, output),) = PROGRAMS
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project / "out" / "bookshelf", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == (output, "")


def test_the_table_has_every_key_of_the_schema() -> None:
    schema = json.loads(
        resources.files("botosmith.models").joinpath("extras.schema.json").read_text()
    )
    table = TEXT.partition("| key | what it says |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.M))
    assert rows.keys() == schema["properties"].keys() - {"$schema"}
    for part in ("handler", "addedMethod"):
        assert not {name for name in _keys(schema["$defs"][part]) if f"`{name}`" not in TEXT}
    for key, facts in schema["properties"].items():
        keys = _keys(facts) - {"source", "date"}  # which many have
        missing = {name for name in keys if f"`{name}`" not in rows.get(key, "")}
        assert not missing, key


def _keys(schema: object) -> set[str]:
    """The names of keys anywhere below, as far as the schema fixes them."""
    if is_list(schema):
        return {key for item in schema for key in _keys(item)}
    if not is_object(schema):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(_keys(item) for item in schema.values()))
