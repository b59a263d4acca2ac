"""All of AWS through botosmith: build, types, checks, fakes, paginators, waiters.

    python tests/conformance/run.py [service ...] [--jobs 2] [--fresh] [--no-type-check]

For every service of the botocore that is installed, and every operation of it; prints a table and
writes ``build/aws-report.json``. What is not as it should be has to be in ``exceptions.json``, with
its cause; anything else fails the run, and so does an exception that is no longer found.

Results are kept in ``build/aws`` until botocore, Python or a source changes: a run that was stopped
(Ctrl-C) goes on where it was, and a second one is done at once. ``--fresh`` forgets them.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / name / "support") for name in ("conformance", "generator")]

import botocore  # noqa: E402  # after the path is set, as all below
from botosmith.cli import interrupts  # noqa: E402
from botosmith.cli.progress import steps  # noqa: E402
from botosmith.models.load import Library  # noqa: E402
from botosmith.problems import did_you_mean  # noqa: E402
from conformance import census, command_line, known, type_check  # noqa: E402
from conformance.examine import examine  # noqa: E402
from conformance.outcome import Outcome  # noqa: E402
from conformance.pool import Pool  # noqa: E402
from conformance.report import Report  # noqa: E402
from conformance.store import Store, key  # noqa: E402

DATA = Path(botocore.__file__).parent / "data"


def main() -> int:
    """Run, report, and say by the exit code how it went: 0, 1, or 130 after Ctrl-C."""
    interrupts.handle()  # a shell lets what it runs in the background ignore them
    options = _options()
    all_services = Library(tuple(options.models)).all_services()
    chosen: list[str] = options.services
    for name in chosen:
        if name not in all_services:
            near = difflib.get_close_matches(name, all_services)
            sys.exit(f"unknown service {name!r}{did_you_mean(near)}")
    services = chosen or all_services
    store = Store(options.build / "aws", key(options.type_check, options.models))
    started = time.monotonic()
    outcomes = {} if options.fresh else store.found(services)
    if outcomes:
        print(f"{len(outcomes)} of {len(services)} services are there already", file=sys.stderr)
    left = sorted(set(services) - outcomes.keys(), key=_size, reverse=True)
    task = partial(examine, models=tuple(options.models), type_checked=options.type_check)
    interrupted = _examine(left, outcomes, store, Pool(options.jobs, task))
    found = [outcomes[service] for service in services if service in outcomes]
    report = Report(
        services=services,
        outcomes=found,
        findings=known.sort_out(found, known.read(options.exceptions)),
        census=census.read(options.census),
        seconds=time.monotonic() - started,
        whole=not options.services,
    )
    path: Path = options.build / "aws-report.json"
    path.write_text(f"{json.dumps(report.as_json(), indent=1)}\n", encoding="utf-8")
    print("\n".join(report.lines()))
    if interrupted:
        print(f"interrupted: run it again to go on; {path} has what there is", file=sys.stderr)
        return 130
    return 0 if report.passes else 1


def _examine(left: list[str], outcomes: dict[str, Outcome], store: Store, pool: Pool) -> bool:
    """Examine what is left, keeping each outcome; whether Ctrl-C ended it."""
    try:
        with steps("examined", len(left)) as progress:
            for outcome in pool.outcomes(left):
                outcomes[outcome.service] = outcome
                store.put(outcome)
                progress.done(outcome.service)
    except KeyboardInterrupt:
        return True
    finally:
        pool.close()
    return False


def _size(service: str) -> int:
    """Bytes of a service's models: the largest come first, so that none is waited for at last."""
    return sum(path.stat().st_size for path in (DATA / service).rglob("*") if path.is_file())


def _options() -> argparse.Namespace:
    parser = command_line.parser(str(__doc__))
    parser.add_argument("services", nargs="*", help="all of them by default")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--fresh", action="store_true", help="forget earlier results")
    parser.add_argument(
        "--no-type-check", dest="type_check", action="store_false", help="do without pyrefly"
    )
    parser.add_argument("--models", type=Path, action="append", default=[], help="more models")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="where results go")
    parser.add_argument("--exceptions", type=Path, default=known.FILE)
    parser.add_argument("--census", type=Path, default=census.FILE)
    options = parser.parse_args()
    if options.type_check and not type_check.available():
        parser.error("pyrefly is not installed: install it, or pass --no-type-check")
    if options.jobs < 1:
        parser.error("--jobs must be at least 1")
    return options


if __name__ == "__main__":
    sys.exit(main())
