"""Every benchmark, or some; the figures and their charts go into docs/benchmarks.md.

    python tests/benchmarks/run.py [row ...] [--rounds N] [--quick] [--print | --draw]

The rows are build, checks, fakes, asyncio, protocols, server, clients, cold, docs, type-checkers,
plain-boto3 and imports. asyncio needs an older botocore than the others, and is measured by itself:
`tox -e bench-aio`.
`--quick` leaves out what takes minutes (all of AWS), `--print` leaves the document as it is.
`--draw` measures nothing, and only draws the charts from the figures in the document. Peers that
are not installed are passed over, by name. Exits 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))
sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "support"))

# All below: after the path is set.
from benchmarks import (
    aio,
    build,
    charts,
    checks,
    clients,
    cold,
    docs,
    document,
    fakes,
    imports,
    plain_boto3,
    protocols,
    server,
    type_checkers,
)
from benchmarks.harness import Table, machine

ROWS: dict[str, tuple[Callable[[int, bool], Iterator[Table]], tuple[str, ...]]] = {
    "build": (build.tables, ("botosmith", "botocore", "mypy-boto3-builder")),
    "checks": (checks.tables, ("botocore", "pydantic", "msgspec", "aws-resource-validator")),
    "fakes": (fakes.tables, ("botocore", "moto")),
    "asyncio": (aio.tables, ("aiobotocore", "botocore")),
    "protocols": (protocols.tables, ("botocore",)),
    "server": (server.tables, ("botocore", "h2", "httptools", "moto")),
    "clients": (clients.tables, ("botocore",)),
    "cold": (cold.tables, ("botocore",)),
    "docs": (docs.tables, ("botocore", "sphinx", "furo")),
    "type-checkers": (type_checkers.tables, ("mypy", "pyright", *type_checkers.PEERS)),
    "plain-boto3": (plain_boto3.tables, ("mypy", "pyright", *plain_boto3.PEERS[:1])),
    "imports": (imports.tables, ("botocore",)),
}


def main() -> int:
    """The exit status: 1 if a target is missed.

    Of several rows each runs in a process of its own: no row finds what another has imported.
    """
    options = _options()
    if options.draw:
        charts.write()
        return 0
    rows: list[str] = options.rows or [row for row in ROWS if row != "asyncio"]
    if len(rows) == 1:
        return _measure(rows[0], options)
    flags = [argument for argument in sys.argv[1:] if argument not in ROWS]
    runs = [subprocess.run([sys.executable, __file__, row, *flags], check=False) for row in rows]
    return int(any(run.returncode for run in runs))


def _measure(row: str, options: argparse.Namespace) -> int:
    """Measure, print, write."""
    missed: list[str] = []
    measure, distributions = ROWS[row]
    parts = [f"{machine(distributions)}."]
    print(f"\n{parts[0]}", flush=True)
    for table in measure(options.rounds, options.quick):
        parts.append(table.markdown())
        missed += table.missed
        print(f"\n{parts[-1]}", flush=True)
    if not options.print:
        place = document.ELSEWHERE.get(row, document.DOCUMENT)
        document.put({row: "\n\n".join(parts)}, place)
        charts.write()
        print(f"\nwritten to {place}, and drawn in {charts.PICTURES}")
    for target in missed:
        print(f"missed: {target}", file=sys.stderr)
    return bool(missed)


def _options() -> argparse.Namespace:
    description, _, epilog = str(__doc__).partition("\n")
    parser = argparse.ArgumentParser(
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], help="all of them by default")
    parser.add_argument("--rounds", type=int, default=7, help="what a median is of (7)")
    parser.add_argument("--quick", action="store_true", help="leave all of AWS out")
    parser.add_argument("--print", action="store_true", help="write nothing")
    parser.add_argument("--draw", action="store_true", help="draw the charts, and measure nothing")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
