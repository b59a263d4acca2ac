"""What the benchmarks share: the cost of a process, calls that take turns, tables."""

from __future__ import annotations

import gc
import os
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from botosmith.output.write import write
from botosmith.tools.builds import package_files

ROOT = Path(__file__).parents[4]
MODELS = ROOT / "models"
# PYTHONDONTWRITEBYTECODE, for one, would have every process compile what it imports.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
_BATCH = 0.01  # seconds
# The kernel counts what a process was before it became another program, so a small one starts it.
_LAUNCHER = """
import os, sys, time
started = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - started
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
sys.stderr.write(f"\\n{wall} {usage.ru_utime + usage.ru_stime} {peak}")
sys.exit(os.waitstatus_to_exitcode(status) and 1)
"""


class Cost(NamedTuple):
    """What a process took, its children included; ``peak`` is the largest of them."""

    wall: float  # seconds
    cpu: float  # seconds
    peak: float  # MB


@dataclass(slots=True)
class Table:
    """A table of figures, under a heading; ``notes`` say what it takes to read it.

    ``missed`` are the targets that were missed.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    notes: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])

    def add(self, *cells: str) -> None:
        """Add a row."""
        assert len(cells) == len(self.columns)
        self.rows.append(cells)

    def want(self, figure: str, measured: float, at_most: float) -> None:
        """Note a target, and whether it is missed."""
        words = f"{figure}: {measured:.2f}, at most {at_most:g}"
        self.notes.append(f"Target: {words}{'' if measured <= at_most else ' — **missed**'}.")
        if measured > at_most:
            self.missed.append(words)

    def markdown(self) -> str:
        """The table as Markdown."""
        ruler = ("---", *("---:" for _ in self.columns[1:]))
        lines = [f"| {' | '.join(cells)} |" for cells in (self.columns, ruler, *self.rows)]
        notes = ["", *(f"- {note}" for note in self.notes)] if self.notes else []
        return "\n".join([f"### {self.title}", "", *lines, *notes])


def cost(*command: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program of which only failure is of interest, and what it took."""
    return run(*command, cwd=cwd, environment=environment)[0]


def run(
    *command: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> tuple[Cost, str]:
    """Run a program: what it took, and what it printed."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        ran = subprocess.run(
            launcher,
            cwd=cwd,
            env={**ENVIRONMENT, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        output.seek(0)
        printed = output.read()
    if ran.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{printed}{ran.stderr}")
    wall, cpu, peak = map(float, ran.stderr.rpartition("\n")[2].split())
    return Cost(wall, cpu, peak), printed


def of(costs: list[Cost]) -> Cost:
    """The medians."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def in_turns(ways: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The median cost of each of several programs, run in turns: all meet the same weather."""
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            costs[name].append(way())
    return {name: of(measured) for name, measured in costs.items()}


def interleaved(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of one call of each, in batches of about 10 ms that take turns."""
    counts = {name: _calls_in_a_batch(way) for name, way in ways.items()}
    times: dict[str, list[float]] = {name: [] for name in ways}
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.thread_time()
            for _ in range(counts[name]):
                way()
            times[name].append((time.thread_time() - started) / counts[name])
    gc.enable()
    return {name: statistics.median(measured) for name, measured in times.items()}


def _calls_in_a_batch(way: Callable[[], object]) -> int:
    way()
    started = time.thread_time()
    way()
    return max(1, int(_BATCH / max(time.thread_time() - started, 1e-7)))


def generate(services: list[str], folder: Path, *, importable: bool = True) -> None:
    """Generate the packages of these services under ``folder``, for this process to import."""
    for service in services:
        write(package_files(service, (MODELS,)), folder / service)
        if importable:
            sys.path.insert(0, str(folder / service))


def python_with(services: Iterable[str], folder: Path) -> Path:
    """A Python with packages of these services as pip installs them, and all that this one has."""
    venv.create(folder / "venv", symlinks=True)
    (site_packages,) = (folder / "venv").glob("lib/*/site-packages")
    generate([*services], folder / "packages", importable=False)
    for service in services:
        package = f"botosmith_{service}"
        shutil.copytree(folder / "packages" / service / package, site_packages / package)
    parent = sysconfig.get_path("purelib")
    (site_packages / "parent.pth").write_text(f"import site; site.addsitedir({parent!r})\n")
    return folder / "venv" / "bin" / "python"


def installed(distribution: str) -> str:
    """Its version, empty if it is not there."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def importable(module: str) -> bool:
    """Whether a peer's module can be imported; what cannot be is passed over by name."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def machine(distributions: tuple[str, ...]) -> str:
    """The machine and the versions that figures are of."""
    versions = [f"{name} {installed(name) or 'not installed'}" for name in distributions]
    python = f"Python {platform.python_version()}"
    return ", ".join(
        [f"{os.cpu_count()} cores of {_processor()}", platform.system(), python, *versions]
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()


def times(ours: float, theirs: float) -> str:
    """How many times as much the other takes."""
    return f"{theirs / ours:.1f} times" if ours else "-"
