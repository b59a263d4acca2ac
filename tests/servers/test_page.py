"""The rules and the messages on docs/server.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from botosmith.problems import BotosmithError
from botosmith.tools.serve.rules_file import documents, services_in, write_rules
from botosmith.tools.serve.services import Services
from botosmith_runtime.fakes.engine.engine import Engine

PAGE = (Path(__file__).parents[2] / "docs" / "server.md").read_text(encoding="utf-8")


def block(language: str, beginning: str = "") -> str:
    for found in re.finditer(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        if found[1].startswith(beginning):
            return found[1]
    raise LookupError(f"{language} {beginning}")


def write(directory: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(directory)
    (directory / "large.bin").write_bytes(bytes(2_000))
    (directory / "fakes.toml").write_text(text, encoding="utf-8")
    read = documents((Path("fakes.toml"),))
    found = Services(())
    engines = {name: Engine(name, found.service(name)) for name in services_in(read[0])}
    return write_rules(read, engines)


def test_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write(tmp_path, block("toml"), monkeypatch) == 3


def test_the_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = block("toml").replace("TableName", "TableNam").replace('N = "12"', "N = 12")
    with pytest.raises(BotosmithError) as caught:
        write(tmp_path, wrong, monkeypatch)
    assert f"botosmith: {caught.value}\n" == block("text", "botosmith: fakes.toml")
