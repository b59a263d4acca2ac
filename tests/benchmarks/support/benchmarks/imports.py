"""How long the modules of a generated package take to import, from their bytecode.

Each in a process of its own, after botocore's session, which a caller has anyway. A module's time
is with what it imports of its own package and of the runtime.
"""

from __future__ import annotations

import compileall
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Table, generate, run
from botosmith.names import package_name

SERVICES = ("importexport", "glue", "ec2")
PROGRAM = """
import sys, time
import botocore.session
botocore.session.Session()
sys.path.insert(0, sys.argv[1])
if sys.argv[3] == "checks":  # what it is used with is there already
    import datetime, botosmith_runtime.structures
    __import__(sys.argv[2])
started = time.process_time()
__import__(f"{sys.argv[2]}.{sys.argv[3]}".rstrip("."))
print(time.process_time() - started)
"""
# A caller's first import; the checks alone, when the first call is checked; the others as wholes.
MODULES = (
    "", "client", "type_defs", "literals", "errors", "checks", "paginator", "waiter", "fakes",
    "fake_types",
)  # fmt: skip
MOST = {("importexport", ""): 3.0, ("importexport", "checks"): 1.0, ("glue", "checks"): 15.0}


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """One table: a row for each module."""
    table = Table("Milliseconds of CPU to import a module", ("module", *SERVICES))
    found: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        generate([*SERVICES], Path(folder), importable=False)
        compileall.compile_dir(folder, quiet=2)
        for _ in range(rounds):
            for module in MODULES:
                for service in SERVICES:
                    milliseconds = _imported(Path(folder, service), package_name(service), module)
                    found.setdefault((service, module), []).append(milliseconds)
    medians = {place: statistics.median(values) for place, values in found.items()}
    for module in MODULES:
        figures = [f"{medians[service, module]:.1f}" for service in SERVICES]
        table.add(f"`.{module}`" if module else "the package", *figures)
    for (service, module), most in MOST.items():
        name = f"{package_name(service)}.{module}".rstrip(".")
        table.want(f"{name}, ms", medians[service, module], most)
    yield table


def _imported(directory: Path, package: str, module: str) -> float:
    _, printed = run(sys.executable, "-c", PROGRAM, str(directory), package, module)
    return float(printed) * 1e3
