"""README's five minutes, as pasted: a clean environment, a clone in the place of the address."""

from __future__ import annotations

from pathlib import Path

from guides import README, blocks
from reader import Environment, Reader


def test_every_line_runs_as_pasted(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    text = text[text.index("## Install") : text.index("## How it compares")]
    reader = Reader(tmp_path, Environment.create(tmp_path / ".venv"))
    files: list[Path] = []
    for block in blocks(text):
        if block.language == "python":
            path = reader.save(block)
            assert path is not None
            files.append(path)
        elif block.language == "console":
            for line in block.content.splitlines():
                ran = reader.run(line.removeprefix("$ "))
                assert ran.returncode == 0, ran.stdout + ran.stderr
        else:  # what the last paragraph asks for, and what it says comes of it
            wrong = files[0].read_text("utf-8").replace("MaxNumberOfMessages", "MaxNumberOfMessage")
            files[0].write_text(wrong, encoding="utf-8")
            ran = reader.run("pytest -q test_orders.py")
            assert ran.returncode == 1
            for line in block.content.splitlines():
                assert line.strip() in ran.stdout
    assert [file.name for file in files] == ["orders.py", "test_orders.py"]
