"""Runs of the command line that are killed at a chosen point, each in a fork of a warm process.

A point is a rename, an exchange, a link, a deletion, a new directory, or an opening for writing; at
the last, the file is open and empty when the process ends. Python's audit hooks see them all.

Run as a program, it takes orders from standard input, a JSON document a line.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_EVENTS = frozenset(
    {"botosmith.exchange", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
)
_FEW = 26
_SOME = 6
_NEAR = range(-1, 4)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_STUBS = {
    "pyproject.toml": '[project]\nname = "types-boto3-custom"\n',
    "boto3-stubs/__init__.pyi": "",
    "boto3-stubs/session.pyi": "class Session: ...\n",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, -9 if it was killed, what it printed, and the points that it came to.

    These are names of events; ``open`` is followed by the path.
    """

    status: int
    output: str
    points: list[str]

    def some(self) -> list[int]:
        """Points, counted from 1: all of a few, else those around each exchange and some others."""
        count = len(self.points)
        numbers = range(1, count + 1)
        exchanges = [n for n in numbers if self.points[n - 1] == "botosmith.exchange"]
        chosen = {*numbers[:: max(1, count // _SOME)], *(n + d for n in exchanges for d in _NEAR)}
        return [n for n in numbers if count <= _FEW or n in chosen]


class Runs:
    """A warm process to fork from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, *arguments: str, cwd: Path, kill_at: int = 0, native: bool = True) -> Ended:
        """Run the command line; ``kill_at`` counts from 1, and 0 lets it end by itself."""
        assert self._process.stdin
        assert self._process.stdout
        order = {
            "arguments": arguments, "cwd": str(cwd), "kill_at": kill_at, "native": native
        }  # fmt: skip
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@contextmanager
def warm_process() -> Generator[Runs]:
    """Start one, which ends with the block."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-B", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield Runs(process)
        assert process.stdin
        process.stdin.close()


def _serve(orders: IO[str]) -> None:
    import hatchling.builders.wheel  # pyright: ignore[reportUnusedImport]  # noqa: F401
    from botosmith.build.service import build
    from botosmith.models.load import Library
    from botosmith.package.render import render
    from botosmith.site.render import render_site
    from botosmith.tools import stubs  # noqa: F401  # pyright: ignore[reportUnusedImport]

    library = Library()
    model = library.load("importexport")
    render(build(model))  # compiles the templates
    render_site(build(model), model)
    for line in orders:
        order: dict[str, Any] = json.loads(line)
        reading, writing = os.pipe()
        seen, seeing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            for descriptor in (1, 2):
                os.dup2(writing, descriptor)
            os.close(writing)
            _run(order, seeing)
        os.close(writing)
        os.close(seeing)
        with os.fdopen(reading, encoding="utf-8") as output, os.fdopen(seen) as points:
            text, events = output.read(), points.read().splitlines()
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"status": code, "output": text, "points": events}), flush=True)


def _run(order: dict[str, Any], seeing: int) -> None:
    import tempfile

    from botosmith import cli
    from botosmith.output import replacing
    from botosmith.tools import stubs

    root = order["cwd"]
    os.chdir(root)
    os.environ.update(HOME=f"{root}/home", USERPROFILE=f"{root}/home")
    tempfile.tempdir = f"{root}/tmp"
    sys.argv[1:] = order["arguments"]
    if not order["native"]:
        setattr(replacing, "exchange", _no_exchange)  # noqa: B010  # it is imported there
    # The builder itself needs Python 3.12 and seconds: what is around it is what writes for us.
    stubs.check_builder = lambda: None
    stubs._run = _canned_stubs  # pyright: ignore[reportPrivateUsage]
    sys.addaudithook(_Hook(root, order["kill_at"], seeing))
    try:
        cli.main()
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(int(end.code or 0))
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(99)


def _no_exchange(one: Path, other: Path) -> bool:
    sys.audit("botosmith.exchange", str(one), str(other))
    return False


def _canned_stubs(services: list[str], data: Path, out: Path) -> None:
    assert sorted(path.name for path in data.iterdir()) == sorted(services)
    for name, content in {**_STUBS, f"boto3-stubs/{'_'.join(services)}.pyi": ""}.items():
        path = out / "types_boto3_custom_package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


class _Hook:
    """Tells of each point, and ends the process at one."""

    def __init__(self, root: str, kill_at: int, seeing: int) -> None:
        self._root = root
        self._left = kill_at
        self._seeing = seeing

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _EVENTS and not (event == "open" and self._writes(*arguments)):
            return
        where = os.path.relpath(os.fsdecode(arguments[0]), self._root) if event == "open" else ""
        os.write(self._seeing, f"{event} {where}".strip().encode() + b"\n")
        self._left -= 1
        if self._left == 0:
            if event == "open" and os.path.isfile(arguments[0]):
                os.truncate(arguments[0], 0)
            os.kill(os.getpid(), signal.SIGKILL)

    def _writes(self, path: object, _mode: object, flags: int) -> bool:
        if not flags & _WRITING or not isinstance(path, (str, bytes, os.PathLike)):
            return False
        return os.path.abspath(os.fsdecode(path)).startswith(self._root)  # pyright: ignore


if __name__ == "__main__":
    _serve(sys.stdin)
