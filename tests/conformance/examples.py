"""The AWS CLI's examples through the checks: every command and every output.

    BOTOSMITH_TEST_AWS=.../bin/aws python tests/conformance/examples.py [folder ...] [--write]

Prints how many examples there are and what the checks say of them. A violation that raises or warns
by default has to be in ``example_slips.json`` with a verdict and a reason; the others are counted
there. Whatever is not listed, or no longer found, fails the run. ``--write`` brings the list up to
date: known verdicts and reasons stay, new entries wait for theirs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "conformance" / "support")]

import botocore  # noqa: E402  # after the path is set, as all below
from botosmith.cli.progress import steps  # noqa: E402
from conformance import (  # noqa: E402
    aws_cli,
    cli_examples,
    command_line,
    example_slips,
)
from conformance.example_checks import Found, examine  # noqa: E402


def main() -> int:
    """Check, report, and say by the exit code whether the list holds."""
    options = _options()
    cli = aws_cli.installed()
    if cli is None:
        sys.exit(f"{aws_cli.VARIABLE} has to name the AWS CLI: `tox -e aws` installs one")
    known = cli_examples.services(cli.examples)
    for folder in options.folders:
        if folder not in known:
            sys.exit(f"there are no examples of {folder!r} in {cli.examples}")
    folders: list[str] = options.folders or known
    found = _found(cli, folders, options.jobs)
    slips = example_slips.read()
    if options.write:
        if not options.folders:  # folders that the CLI no longer has go, too
            folders = [*{*folders, *slips.silent, *(e.place.folder for e in slips.entries)}]
        slips = slips.updated(found, folders)
        example_slips.write(slips)
    slips = slips.of(folders) if options.folders else slips
    differences = [*slips.differences(found)]
    print("\n".join((*_lines(found, slips), *differences)))
    return 1 if differences else 0


def _found(cli: aws_cli.AwsCli, folders: list[str], jobs: int) -> Found:
    """What the examples of all folders give."""
    found = Found()
    with steps("checked", len(folders)) as progress, ProcessPoolExecutor(jobs) as pool:
        for folder, one in zip(folders, pool.map(partial(examine, cli), folders), strict=True):
            found.add(one)
            progress.done(folder)
    return found


def _lines(found: Found, slips: example_slips.Slips) -> Iterator[str]:
    yield f"botocore {botocore.__version__}: outputs of {len(found.operations)} operations"
    for what, count in sorted(found.counts.items()):
        yield f"{count:6,}  {what}"
    verdicts = Counter((e.place.side, e.verdict) for e in slips.entries)
    for (side, verdict), count in sorted(verdicts.items()):
        yield f"{count:6,}  violations that raise or warn by default: {side}, {verdict}"
    silent: Counter[str] = Counter()
    for counts in found.silent.values():
        silent.update(counts)
    for rule, count in sorted(silent.items()):
        yield f"{count:6,}  violations that are only kept: {rule}"


def _options() -> argparse.Namespace:
    parser = command_line.parser(str(__doc__))
    parser.add_argument("folders", nargs="*", help="the CLI's names of services; all by default")
    parser.add_argument("--write", action="store_true", help="bring the list up to date")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
