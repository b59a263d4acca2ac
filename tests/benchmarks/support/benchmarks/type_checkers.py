"""What a type checker pays for a script of 20 lines: our package beside the one of types-boto3.

The script makes its client, calls, pages and catches: with `connect` of our package, or with
`boto3.client` and the overloads that types-boto3 has of it. A second one is given its client, as a
module of a larger program is. Each checker runs in a process of its own, in turns; mypy without a
cache, and with the cache of the run before. All scripts are right; a wrong one is tried first, and
the checker must flag it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.harness import (
    ENVIRONMENT,
    Cost,
    Table,
    cost,
    importable,
    in_turns,
    installed,
    python_with,
)
from benchmarks.scripts import SERVICES, script

PEERS = ("types-boto3", *(f"types-boto3-{service}" for service in SERVICES))
Command = Callable[[Path], list[str]]
_EQUAL = 1.0


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """Two tables, a row for each script, checker and side; targets are of the whole scripts."""
    with tempfile.TemporaryDirectory() as scratch:
        python = python_with(SERVICES, Path(scratch))
        for whole in (True, False):
            title = "A script that makes its client" if whole else "A module that is given it"
            columns = ("script", "checker", "types", "wall", "CPU", "peak memory")
            table = Table(title, columns)
            for service in SERVICES:
                for checker, command in _checkers(python).items():
                    folder = Path(scratch) / f"{service}-{whole}"
                    folder.mkdir(exist_ok=True)
                    _measure(table, folder, service, checker, command, min(rounds, 5), whole)
            yield table


def _checkers(python: Path) -> dict[str, Command]:
    found: dict[str, Command] = {}
    if importable("mypy"):
        mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
        mypy += ["--python-executable", str(python)]
        found["mypy, no cache"] = lambda script: [*mypy, "--cache-dir=/dev/null", str(script)]
        found["mypy"] = lambda script: [*mypy, f"--cache-dir={script}.cache", str(script)]
    if importable("pyright"):
        pyright = [sys.executable, "-m", "pyright", "--pythonpath", str(python)]
        found["pyright"] = lambda script: [*pyright, str(script)]
    return found


def _measure(
    table: Table,
    folder: Path,
    service: str,
    checker: str,
    command: Command,
    rounds: int,
    whole: bool,
) -> None:
    peer = f"types-boto3 {installed(f'types-boto3-{service}')}"
    sides = {"botosmith": True}
    if all(installed(name) for name in ("types-boto3", f"types-boto3-{service}")):
        sides[peer] = False
    ways: dict[str, Callable[[], Cost]] = {}
    for who, ours in sides.items():
        file = folder / f"{'ours' if ours else 'theirs'}.py"
        text = script(service, ours=ours, makes_its_client=whole)
        _finds_what_is_wrong(file, text, command(file))
        ways[who] = partial(cost, *command(file), cwd=folder)
        ways[who]()  # a warm-up: of the disk's cache, and of mypy's own
    found = in_turns(ways, rounds)
    for who, each in found.items():
        first = who == "botosmith"
        figures = f"{each.wall:.1f} s", f"{each.cpu:.2f} s", f"{each.peak:.0f} MB"
        table.add(service if first else "", checker if first else "", who, *figures)
    if peer in found and whole:
        own, other = found["botosmith"], found[peer]
        place = f"{service}, {checker}"
        table.want(f"{place}: CPU, of the peer's", own.cpu / other.cpu, _EQUAL)
        table.want(f"{place}: peak memory, of the peer's", own.peak / other.peak, _EQUAL)


def _finds_what_is_wrong(file: Path, text: str, command: list[str]) -> None:
    """Write the file; a checker that looked at nothing in it would be the fastest."""
    file.write_text(text.replace("=bucket", "=1").replace("=job", "=1"), encoding="utf-8")
    ran = subprocess.run(
        command, cwd=file.parent, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    file.write_text(text, encoding="utf-8")
    if ran.returncode != 1 or " error" not in ran.stdout:
        sys.exit(f"{command} flags nothing in a wrong script:\n{ran.stdout}{ran.stderr}")
