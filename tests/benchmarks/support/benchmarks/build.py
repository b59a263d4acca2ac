"""What a build costs, beside mypy-boto3-builder, which makes the types of types-boto3.

Every figure is of fresh processes, ours and the peer's in turns. Ours builds types, checks, fakes
and samples; the peer builds types. Of all services the peer builds once, between two builds of
ours under two hash seeds: these must give the same bytes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.harness import MODELS, Cost, Table, cost, importable, in_turns, of, times

TEN = [
    "cloudformation", "dynamodb", "ec2", "iam", "kinesis", "lambda", "s3", "sns", "sqs", "sts",
]  # fmt: skip
CASES = {"importexport": ["importexport"], "glue": ["glue"], "ten services": TEN}
COLUMNS = ("build", "", "wall", "CPU", "peak memory", "size")
PEER = "mypy_boto3_builder"


def tables(rounds: int, quick: bool) -> Iterator[Table]:
    """One table: each case, ours and the peer's."""
    table = Table("Build", COLUMNS)
    with tempfile.TemporaryDirectory() as scratch:
        for name, services in CASES.items():
            ours, theirs = (f"{who}-{name.replace(' ', '-')}" for who in ("ours", "theirs"))
            ways = {"ours": partial(_ours, Path(scratch) / ours, services)}
            if importable(PEER):
                ways["theirs"] = partial(_theirs, Path(scratch) / theirs, services)
            found = in_turns(ways, min(rounds, 5))
            _add(table, name, found, Path(scratch), ours, theirs)
        if not quick:
            _everything(table, Path(scratch))
    if not importable(PEER):
        table.notes.append("mypy-boto3-builder is not installed: it needs Python 3.12.")
    yield table


def _everything(table: Table, scratch: Path) -> None:
    outs = [scratch / "all-1", scratch / "another" / "place"]
    found: dict[str, Cost] = {}
    first = _ours_of_all(outs[0], seed=1)
    if importable(PEER):
        found["theirs"] = _theirs(scratch / "theirs-all", [])
    ours = found["ours"] = of([first, _ours_of_all(outs[1], seed=2)])
    services = len(list(outs[0].iterdir()))
    _add(table, f"all {services} services", found, scratch, "all-1", "theirs-all")
    if importable(PEER):
        table.want("CPU seconds of all, of the peer's", ours.cpu / found["theirs"].cpu, 1 / 4)
        table.want("peak memory of all, of the peer's", ours.peak / found["theirs"].peak, 1 / 2)
    differing = different(*outs)
    table.want("files that differ under two hash seeds, in two directories", len(differing), 0)


def _add(
    table: Table,
    name: str,
    found: dict[str, Cost],
    scratch: Path,
    ours: str,
    theirs: str,
) -> None:
    for who, folder in (("ours", ours), ("theirs", theirs)):
        if who in found:
            cost = found[who]
            table.add(
                name if who == "ours" else "",
                "botosmith" if who == "ours" else "mypy-boto3-builder",
                f"{cost.wall:.1f} s",
                f"{cost.cpu:.2f} s",
                f"{cost.peak:.0f} MB",
                _size(scratch / folder),
            )
    if "theirs" in found:
        both = zip(found["ours"], found["theirs"], strict=True)
        table.add("", "as much", *(times(our, their) for our, their in both), "")


def _ours(out: Path, arguments: list[str], **environment: str) -> Cost:
    command = [sys.executable, "-m", "botosmith", "build", *arguments]
    options = ["--no-site", "--models", str(MODELS), "--out", str(out)]
    return cost(*command, *options, environment=environment)


def _ours_of_all(out: Path, *, seed: int) -> Cost:
    return _ours(out, ["--all", "--jobs", "2"], PYTHONHASHSEED=str(seed))


def _theirs(out: Path, services: list[str]) -> Cost:
    out.mkdir(exist_ok=True)
    product = ("--no-smart-version", "--product", "types-boto3-services")
    chosen = ("-s", *services) if services else ()
    return cost(sys.executable, "-m", PEER, str(out), *product, *chosen)


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


def _size(directory: Path) -> str:
    files = [path.stat().st_size for path in directory.rglob("*") if path.is_file()]
    return f"{sum(files) / 1e6:.1f} MB in {len(files):,} files"
