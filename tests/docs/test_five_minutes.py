"""README's five minutes, as pasted: a clean environment, a clone in the place of the address."""

from __future__ import annotations

import os
import re
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADDRESS = "git+https://github.com/botosmith/botosmith"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"ave it as `(\S+?)`")


class Reader:
    """Somebody who pastes the page, block by block, in an empty directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        venv.create(directory / ".venv", with_pip=True)
        binaries = directory / ".venv" / ("Scripts" if os.name == "nt" else "bin")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        kept.pop("PYTHONPATH", None)
        self.environment = {
            **kept,
            "PATH": f"{binaries}{os.pathsep}{kept['PATH']}",
            "HOME": str(directory),
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        command = command.replace(ADDRESS, f"git+file://{ROOT}")
        return subprocess.run(
            command,
            shell=True,
            cwd=self.directory,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


def test_every_line_runs_as_pasted(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = text[text.index("## Install") : text.index("## How it compares")]
    reader = Reader(tmp_path)
    files: list[Path] = []
    end = 0
    for found in BLOCK.finditer(text):
        language, content = found.groups()
        if language == "python":
            name = SAVED.findall(text[end : found.start()])[-1]
            files.append(tmp_path / name)
            files[-1].write_text(content, encoding="utf-8")
        elif language == "console":
            for line in content.splitlines():
                ran = reader.run(line.removeprefix("$ "))
                assert ran.returncode == 0, ran.stdout + ran.stderr
        else:  # what the last paragraph asks for, and what it says comes of it
            wrong = files[0].read_text("utf-8").replace("MaxNumberOfMessages", "MaxNumberOfMessage")
            files[0].write_text(wrong, encoding="utf-8")
            ran = reader.run("pytest -q test_orders.py")
            assert ran.returncode == 1
            for line in content.splitlines():
                assert line.strip() in ran.stdout
        end = found.end()
    assert [file.name for file in files] == ["orders.py", "test_orders.py"]
