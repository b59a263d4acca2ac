"""The first client of a process: plain botocore's, and what is left of its time and memory.

Every figure is from fresh processes that take turns. Time is CPU time, and memory is what the peak
of the process grows by; both begin when botocore's session and the caller's package are imported
(the row ``imports`` has those). ``fast`` is ``plugin.enable(fast=True)``, ``pack`` is the same with
a pack.
"""

from __future__ import annotations

import compileall
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import botosmith
import botosmith_runtime
from benchmarks.harness import Table, generate, run
from botosmith.names import package_name
from botosmith_runtime.packs import VARIABLE

PROGRAM = Path(__file__).with_name("cold_program.py")
PLAIN, FAST, PACK = "plain", "fast", "pack"
STUBBER, FAKE, CONNECT = "Stubber", "fake", "connect"
LEAST_ROUNDS = 9

CLIENTS = {  # of plain botocore's time: at most, with a pack and without
    "importexport": (0.17, 0.27),
    "s3": (0.22, 0.42),
    "dynamodb": (0.20, 0.35),
    "lambda": (0.20, 0.35),
    "ec2": (0.22, 0.43),
}
CONNECTS = {"importexport": 0.28, "glue-migration": 0.28, "s3": 0.30, "ec2": 0.25}
MEMORY = {PACK: 0.4, FAST: 0.6}
FAKES = {"first": 0.30, "next": 0.20}
PARTS = ("importexport", "s3", "ec2")

Figures = Mapping[str, float]
Way = tuple[str, str]


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:
    """The tables: clients, memory, connect, fakes, and where the time goes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        runtime = str(Path(botosmith_runtime.__file__).parents[1])
        bare = {"HOME": folder, "AWS_EC2_METADATA_DISABLED": "true", "PYTHONPATH": runtime}
        installed = {**bare, "PYTHONPATH": os.pathsep.join([runtime, *_installed(place)])}
        pack = {VARIABLE: str(place / PACK)}
        _pack(place / PACK, installed)
        ways: dict[Way, dict[str, str]] = {}
        for service in CLIENTS:
            ways |= {(PLAIN, service): bare, (FAST, service): bare, (PACK, service): bare | pack}
        for service in CONNECTS:
            ways[CONNECT, service] = installed
            ways[f"{CONNECT}, {PACK}", service] = installed | pack
        ways |= {(STUBBER, "importexport"): bare, (FAKE, "importexport"): installed}
        ways[f"{FAKE}, {PACK}", "importexport"] = installed | pack
        rounds = rounds if quick else max(rounds, LEAST_ROUNDS)
        found = _in_turns(ways, rounds)
        clients = _clients(found)
        clients.notes.append(f"Each figure of these tables is the median of {rounds} runs.")
        yield clients
        yield _memory(found)
        yield _connects(found)
        yield _fakes(found)
        yield _parts({way: ways[way] for way in ways if way[1] in PARTS}, rounds)


def _installed(place: Path) -> list[str]:
    """Generated packages as pip installs them: with bytecode, and with their entry points."""
    generate([*CONNECTS], place, importable=False)
    compileall.compile_dir(str(place), quiet=2)
    for service in CONNECTS:
        package = package_name(service)
        about = place / service / f"{package}-1.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        points = f"[botosmith.models]\n{service} = {package}\n"
        (about / "entry_points.txt").write_text(points)
    return [str(place / service) for service in CONNECTS]


def _pack(directory: Path, environment: Mapping[str, str]) -> None:
    """A pack of all services, of botocore's models and of those in the packages."""
    generator = str(Path(botosmith.__file__).parents[1])
    paths = os.pathsep.join([generator, environment["PYTHONPATH"]])
    services = sorted({*CLIENTS, *CONNECTS})
    command = (sys.executable, "-m", "botosmith", "pack", *services, "--out", str(directory))
    run(*command, environment={**environment, "PYTHONPATH": paths})


def _in_turns(
    ways: Mapping[Way, Mapping[str, str]], rounds: int, *options: str
) -> dict[Way, dict[str, float]]:
    """The medians of what each program prints."""
    printed: dict[Way, list[dict[str, float]]] = {way: [] for way in ways}
    for number in range(rounds + 1):
        for way, environment in ways.items():
            arguments = (way[0].partition(",")[0], way[1], *options)
            text = run(sys.executable, str(PROGRAM), *arguments, environment=environment)[1]
            if number:  # the first round fills the disk's cache
                printed[way].append(json.loads(text))
    return {
        way: {name: statistics.median(one[name] for one in figures) for name in figures[0]}
        for way, figures in printed.items()
    }


def _clients(found: Mapping[Way, Figures]) -> Table:
    title = "The first create_client of a process"
    table = Table(title, ("service", "botocore", "fast", "ratio", "pack", "ratio"))
    ratios: dict[Way, float] = {}
    for service in CLIENTS:
        plain, fast, pack = (found[way, service]["client"] for way in (PLAIN, FAST, PACK))
        ratios[FAST, service], ratios[PACK, service] = fast / plain, pack / plain
        shares = (f"{ratios[way, service]:.2f}" for way in (FAST, PACK))
        table.add(service, _ms(plain), _ms(fast), next(shares), _ms(pack), next(shares))
    for service, (with_pack, without) in CLIENTS.items():
        table.want(f"{service}, pack", ratios[PACK, service], with_pack)
        table.want(f"{service}, fast", ratios[FAST, service], without)
    return table


def _memory(found: Mapping[Way, Figures]) -> Table:
    title = "Memory that the first session and client add to the imports"
    table = Table(title, ("service", "botocore", "fast", "ratio", "pack", "ratio"))
    worst = dict.fromkeys(MEMORY, 0.0)
    for service in CLIENTS:
        plain, fast, pack = (found[way, service]["memory"] for way in (PLAIN, FAST, PACK))
        worst[FAST], worst[PACK] = max(worst[FAST], fast / plain), max(worst[PACK], pack / plain)
        sizes = [f"{size / 1e6:.1f} MB" for size in (plain, fast, pack)]
        table.add(
            service, sizes[0], sizes[1], f"{fast / plain:.2f}", sizes[2], f"{pack / plain:.2f}"
        )
    for way, most in MEMORY.items():
        table.want(f"the largest ratio, {way}", worst[way], most)
    return table


def _connects(found: Mapping[Way, Figures]) -> Table:
    title = "The first session and client of a process, from connect()"
    columns = ("service", "botocore", "connect()", "ratio", "connect(), pack", "ratio")
    table = Table(title, columns)
    for service, most in CONNECTS.items():
        # botocore does not have the slice; its smallest service is the nearest to it.
        compared = service if (PLAIN, service) in found else "importexport"
        plain = _whole(found[PLAIN, compared])
        ours, packed = (_whole(found[way, service]) for way in (CONNECT, f"{CONNECT}, {PACK}"))
        figures = _ms(ours), f"{ours / plain:.2f}", _ms(packed), f"{packed / plain:.2f}"
        table.add(service, _ms(plain), *figures)
        table.want(f"{service}, pack", packed / plain, most)
    table.notes.append("glue-migration is compared with botocore's importexport.")
    return table


def _fakes(found: Mapping[Way, Figures]) -> Table:
    table = Table("The fakes of a process, beside Stubber: importexport", ("way", "CPU", "ratio"))
    stubber = found[STUBBER, "importexport"]
    rows = {
        "Stubber: session, client, stubber": (stubber["first"], 1.0),
        "and again, in another session": (stubber["next"], stubber["next"] / stubber["first"]),
    }
    for way in (FAKE, f"{FAKE}, {PACK}"):
        fake = found[way, "importexport"]
        rows[f"{way}: the first"] = fake["first"], fake["first"] / stubber["first"]
        rows[f"{way}: the next, in another region"] = fake["next"], fake["next"] / stubber["first"]
        rows[f"{way}: the next, in the same"] = fake["pooled"], fake["pooled"] / stubber["first"]
    for name, (seconds, ratio) in rows.items():
        table.add(name, _ms(seconds), f"{ratio:.2g}")
    table.want("the first fake, pack", rows[f"{FAKE}, {PACK}: the first"][1], FAKES["first"])
    following = rows[f"{FAKE}, {PACK}: the next, in another region"][0] / stubber["next"]
    table.want("the next fake, pack, of the next Stubber", following, FAKES["next"])
    return table


def _parts(ways: Mapping[Way, Mapping[str, str]], rounds: int) -> Table:
    clients = {way: value for way, value in ways.items() if way[0] in (PLAIN, FAST, PACK)}
    found = _in_turns(clients, rounds, "parts")
    columns = [f"{service}, {way}" for way, service in found]
    table = Table("Where the milliseconds of session and client go", ("part", *columns))
    for part in next(iter(found.values())):
        table.add(part, *(f"{figures[part] * 1e3:.1f}" for figures in found.values()))
    table.notes.append(
        "These processes measure each part, which costs time, too; a part is without those in it."
    )
    return table


def _whole(figures: Figures) -> float:
    return figures["session"] + figures["client"]


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"
