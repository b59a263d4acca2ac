"""What a build costs, and that it gives the same bytes: the figures of the README.

    python tests/benchmarks/build.py [--rounds N] [--skip-all] [--peer PATH]

`--peer` is mypy-boto3-builder's executable, of an environment of its own (it needs Python 3.12).
Its builds of importexport alternate with ours, so that both meet the same weather. Every figure is
of fresh processes and, where there are several, their median. Exits 1 where the bytes differ.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
# PYTHONDONTWRITEBYTECODE, for one, would have every process compile what it imports.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
IMPORTED_BY_A_CALLER = "import botocore.session; botocore.session.Session()"
IMPORT = """
import time; started = time.perf_counter()
import botosmith_importexport
print((time.perf_counter() - started) * 1000)
"""


class Cost(NamedTuple):
    """What a process took, its children included; ``peak`` is the largest of them."""

    wall: float  # seconds
    cpu: float  # seconds
    peak: float  # MB


class Row(NamedTuple):
    """One line of the table."""

    figure: str
    measured: str
    target: str


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure botosmith build.")
    parser.add_argument("--rounds", type=int, default=7, help="processes a median is of")
    parser.add_argument("--skip-all", action="store_true", help="leave all of AWS out")
    parser.add_argument("--peer", type=Path, help="path of mypy_boto3_builder")
    options = parser.parse_args()
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"botosmith {version('botosmith')}, botocore {version('botocore')}"
    )
    rows: list[Row] = []
    same = True
    with tempfile.TemporaryDirectory() as scratch:
        rows += importexport(Path(scratch), options.rounds, options.peer)
        rows += importing(options.rounds)
        if not options.skip_all:
            same, found = everything(Path(scratch))
            rows += found
    width = max(len(row.figure) for row in rows)
    for row in rows:
        print(f"{row.figure:<{width}}  {row.measured:>12}  {row.target}")
    return 0 if same else 1


def importexport(scratch: Path, rounds: int, peer: Path | None) -> Iterator[Row]:
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for number in range(rounds):
        out = str(scratch / f"ours-{number}")
        ours.append(cost(*botosmith("importexport", "--models", "models", "--out", out)))
        if peer:
            target = scratch / f"theirs-{number}"
            target.mkdir()
            product = ("--no-smart-version", "--product", "types-boto3-services")
            theirs.append(cost(str(peer), str(target), *product, "-s", "importexport"))
    yield Row("importexport, CPU", f"{of(ours).cpu:.2f} s", "at most 1.0 s")
    yield Row("importexport, peak memory", f"{of(ours).peak:.0f} MB", "at most 100 MB")
    if theirs:
        for name, unit in (("cpu", "s"), ("wall", "s"), ("peak", "MB")):
            pairs = zip(ours, theirs, strict=True)
            ratio = median(getattr(their, name) / getattr(our, name) for our, their in pairs)
            peers = f"mypy-boto3-builder {getattr(of(theirs), name):.1f} {unit}"
            yield Row(f"importexport, {name}: the peer's", f"{ratio:.1f} times", peers)


def importing(rounds: int) -> Iterator[Row]:
    program = [sys.executable, "-c", f"{IMPORTED_BY_A_CALLER}{IMPORT}"]
    found = [
        float(subprocess.check_output(program, env=ENVIRONMENT))
        for _ in range(rounds + 1)  # the first one writes the byte code
    ]
    figure = "import botosmith_importexport, beyond botocore"
    yield Row(figure, f"{median(found[1:]):.1f} ms", "at most 15 ms")


def everything(scratch: Path) -> tuple[bool, list[Row]]:
    outs = [scratch / "one", scratch / "another" / "place"]
    costs = [
        cost(*botosmith("--all", "--jobs", "2", "--out", str(out)), PYTHONHASHSEED=str(seed))
        for seed, out in enumerate(outs, start=1)
    ]
    services = len(list(outs[0].iterdir()))
    differing = sorted(different(*outs))
    print("\n".join(f"differs: {path}" for path in differing[:10]))
    return not differing, [
        Row(f"{services} services, 2 processes, wall", f"{of(costs).wall:.1f} s", "at most 120 s"),
        Row(f"{services} services, 2 processes, CPU", f"{of(costs).cpu:.1f} s", ""),
        Row(f"{services} services, peak of a process", f"{of(costs).peak:.0f} MB", ""),
        Row(
            "two hash seeds, two directories",
            f"{len(differing)} differ" if differing else "same bytes",
            f"{sum(1 for path in outs[0].rglob('*') if path.is_file())} files",
        ),
    ]


def different(one: Path, other: Path) -> set[str]:
    """The files that are not in both, or not the same in both."""
    trees = [
        {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
        for top in (one, other)
    ]
    common = trees[0] & trees[1]
    return (trees[0] ^ trees[1]) | {
        path for path in common if (one / path).read_bytes() != (other / path).read_bytes()
    }


def botosmith(*arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", "botosmith", "build", *arguments


def cost(*command: str, **environment: str) -> Cost:
    """Run a program of which only failure is of interest, and what it took."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode()}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(
        wall=time.perf_counter() - started,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=kilobytes * 1024 / 1e6,
    )


def of(costs: list[Cost]) -> Cost:
    """The medians."""
    return Cost(*(median(column) for column in zip(*costs, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
