"""The tests of others with checks on: botocore's functional tests, and moto's that AWS passed.

    BOTOSMITH_TEST_SUITES=.../bin/python python tests/conformance/suites.py [botocore] [moto]

They come from their source distributions, and run with plain clients first, then with those of
``connect``, with wrapped ones and with the plugin's, all with the default modes. A test that then
fails has to be in ``suite_exceptions.json`` with a reason. Whatever is not listed, or no longer
fails, fails the run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "conformance" / "support")]

# After the path is set.
from conformance import command_line  # noqa: E402
from conformance.foreign_suites import (  # noqa: E402
    SUITES,
    VARIABLE,
    Report,
    Runner,
    Suite,
    Way,
    differing,
)

EXCEPTIONS = Path(__file__).with_name("suite_exceptions.json")


def main() -> int:
    """Run, report, and say by the exit code whether the list holds."""
    options = _options()
    python = os.environ.get(VARIABLE)
    if not python:
        sys.exit(f"{VARIABLE} has to name a Python with what the tests need: see tox.ini")
    options.directory.mkdir(parents=True, exist_ok=True)
    runner = Runner(python, options.directory)
    names: list[str] = options.suites or [*SUITES]
    listed: dict[str, dict[str, Any]] = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    differences: list[str] = []
    for name in names:
        suite = SUITES[name]
        plain = runner.run(suite, "plain")
        print(f"{suite.distribution} {suite.version}, plain: {plain.counts()}", flush=True)
        runner.install(plain.services)
        for way in options.ways or suite.ways:
            report = runner.run(suite, way)
            differences += differing(name, way, report.broken(plain), listed[name])
            print("\n".join(_lines(suite, way, report, plain)), flush=True)
    print("\n".join(differences))
    return 1 if differences else 0


def _lines(suite: Suite, way: Way, report: Report, plain: Report) -> Iterator[str]:
    yield f"{suite.distribution} {suite.version}, {way}: {report.counts()}"
    yield f"{len(report.broken(plain)):6,}  broken by it"
    yield f"{sum(report.warned.values()):6,}  warnings of {len(report.warned):,} kinds"


def _options() -> argparse.Namespace:
    parser = command_line.parser(str(__doc__))
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], help="all by default")
    parser.add_argument(
        "--way", dest="ways", action="append", help="connect, wrapping or plugin; all by default"
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=ROOT / "build" / "suites",
        help="keeps sources, packages, logs",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
