"""One service through the whole of botosmith: the stages, in order."""

from __future__ import annotations

import resource
import sys
import tempfile
import warnings
from pathlib import Path

from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.package.render import render
from conformance import calls, checks, declarations, pages, type_check, waiters, wire
from conformance.checked_service import CheckedService
from conformance.outcome import Log, Outcome
from imported_package import imported

# Of dateutil's, which botocore reads timestamps with: an example is from the zone PDT.
_TIME_ZONES = "tzname PDT identified"


def examine(
    service: str,
    models: tuple[Path, ...] = (),
    *,
    mutants: int = checks.MUTANTS,
    type_checked: bool = False,
) -> Outcome:
    """Build a service's package in a temporary directory and put it through every stage.

    A stage that fails does not keep the others from being tried, but without a package there are
    none. ``mutants`` are tried of each sample.
    """
    with tempfile.TemporaryDirectory() as directory, warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", _TIME_ZONES)
        return _examine(service, models, Path(directory), mutants, type_checked)


def _examine(
    service: str, models: tuple[Path, ...], directory: Path, mutants: int, type_checked: bool
) -> Outcome:
    outcome = Outcome(service)
    log = Log(outcome)
    with log.stage("build"):
        model = Library(models).load(service)
        built = build(model)
        outcome.operations = len(built.operations)
        write(render(built), directory)
        with log.stage("wire"):
            wire.examine(model, built, log)
        if type_checked:
            with log.stage("type check"):
                type_check.examine(directory, log)
        with log.stage("import"), imported(directory, built.package) as package:
            with log.stage("declarations"):
                declarations.examine(model, package, log)
            with log.stage("checks"):
                checks.examine(CheckedService(model, built, package), log, mutants)
            with calls.opened(built) as called:
                with log.stage("calls"):
                    calls.examine(called, log)
                with log.stage("pages"):
                    pages.examine(called, log)
                with log.stage("waiters"):
                    waiters.examine(called, log)
    outcome.complete = not log.broken
    outcome.peak = peak()
    return outcome


def peak() -> float:
    """The most memory that this process has had, in MB."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)
