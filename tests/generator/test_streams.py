"""Streams as a shell can give them: each command says what is wrong, and does its work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS: dict[str, int] = {
    "--help": 0,
    "--version": 0,
    "build --help": 0,
    "build importexport": 0,
    "build importexport --no-site --wheels": 0,
    "verify importexport --out made": 0,
    "verify importexport --out nowhere": 1,
    "lint models/importexport": 0,
    "lint --rules": 0,
    "diff models/importexport models/importexport": 0,
    "check importexport GetStatus --response bad.json": 1,
    "slice importexport GetStatus --name cut": 0,
    "install importexport --data-path there": 0,
    "bild": 2,
    "": 2,
}
"""Commands, with how they end; all but the last two write to standard output."""

LOST = "botosmith: cannot write standard output: "


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "models", directory / "models")
    (directory / "bad.json").write_text('{"JobId": 7}', encoding="utf-8")
    assert shell("build importexport --no-site --out made", directory).returncode == 0
    return directory


def shell(command: str, cwd: Path, redirected: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of botosmith's in a shell."""
    return subprocess.run(
        ["bash", "-c", f'set -o pipefail; "{sys.executable}" -m botosmith {command} {redirected}'],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("redirected", "why"),
    [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")],
)
def test_output_that_cannot_be_written(made: Path, command: str, redirected: str, why: str) -> None:
    ended = shell(command, made, redirected)
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert ended.stderr.endswith(f"{LOST}{why}\n") == (COMMANDS[command] < 2)
    assert ended.returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("redirected", ["<&-", "2>&-", "2>/dev/full", "| head -c 1", "<&- 2>&-"])
def test_what_a_command_does_not_need_changes_nothing(
    made: Path, command: str, redirected: str
) -> None:
    if redirected == "2>/dev/full" and not Path("/dev/full").exists():
        pytest.skip("has no /dev/full")
    ended = shell(command, made, redirected)
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert ended.returncode == COMMANDS[command]


@pytest.mark.parametrize("command", [one for one, status in COMMANDS.items() if status < 2])
def test_nothing_is_open(made: Path, command: str) -> None:
    assert shell(command, made, "<&- >&- 2>&-").returncode == 2


def test_a_build_whose_output_is_lost_is_whole(made: Path) -> None:
    for redirected in (">&-", "| head -c 1"):
        shell("build importexport --no-site --wheels --out lost", made, redirected)
        assert len([*(made / "lost" / "wheels").glob("*.whl")]) == 2
        assert shell("verify importexport --out lost", made).returncode == 0
        shutil.rmtree(made / "lost")


@pytest.mark.parametrize(
    ("redirected", "said"),
    [
        ("<&-", "the payload cannot be read: Bad file descriptor\n"),
        ("</dev/null", "the payload is not JSON: Expecting value: line 1 column 1 (char 0)\n"),
    ],
)
def test_a_payload_that_cannot_be_read(made: Path, redirected: str, said: str) -> None:
    ended = shell("check importexport GetStatus --request -", made, redirected)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"botosmith: {said}"
