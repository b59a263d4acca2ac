"""Pages of documentation a second, beside botocore's documenter with Sphinx and furo.

Both go from the model to HTML, in a process of their own: botosmith with `--site` (the package is
built along with it), the peer by way of reStructuredText. What botosmith takes for the pages alone
is measured inside a process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.harness import MODELS, Cost, Table, cost, importable, in_turns, run

SERVICES = ("importexport", "sqs")
SITE_ALONE = """
import sys, time
from pathlib import Path
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.site.render import render_site

model = Library((Path(sys.argv[2]),)).load(sys.argv[1])
service = build(model)
started = time.process_time()
files = render_site(service, model)
pages = sum(1 for path in files if path.endswith(".html"))
print(pages / (time.process_time() - started))
"""
DOCUMENTER = """
import sys
from botocore.docs.service import ServiceDocumenter
from botocore.session import Session

service, folder = sys.argv[1:]
session = Session()
text = ServiceDocumenter(service, session, f"{folder}/reference").document_service()
with open(f"{folder}/index.rst", "wb") as index:
    index.write(text)
"""
CONFIGURATION = 'project = "peer"\nhtml_theme = "furo"\n'


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """One table: both services, ours and the peer's."""
    table = Table("Docs", ("service", "", "pages", "CPU", "pages a CPU second", "peak memory"))
    if find_spec("botosmith.site.render") is None:
        table.notes.append("There is no docs site yet.")
        yield table
        return
    with tempfile.TemporaryDirectory() as scratch:
        for service in SERVICES:
            _measure(table, Path(scratch) / service, service, min(rounds, 3))
    if not _has_peer():
        table.notes.append("Sphinx or furo is not installed.")
    yield table


def _has_peer() -> bool:
    return importable("sphinx") and importable("furo")


def _measure(table: Table, folder: Path, service: str, rounds: int) -> None:
    ways = {"botosmith": lambda: _ours(folder / "ours", service)}
    if _has_peer():
        ways["botocore, Sphinx, furo"] = lambda: _theirs(folder / "theirs", service)
    outputs = {"botosmith": folder / "ours" / "site", "botocore, Sphinx, furo": folder / "theirs"}
    speeds: list[float] = []
    for name, each in in_turns(ways, rounds).items():
        pages = sum(1 for _ in outputs[name].rglob("*.html"))
        speeds.append(pages / each.cpu)
        _add(table, service if name == "botosmith" else "", name, pages, each, speeds[-1])
    alone = statistics.median(_site_alone(service) for _ in range(rounds))
    table.add("", "botosmith, the pages alone", "", "", f"{alone:.0f}", "")
    if len(speeds) > 1:
        table.add("", "as many", "", "", f"{speeds[0] / speeds[1]:.1f} times", "")


def _add(table: Table, service: str, name: str, pages: int, each: Cost, speed: float) -> None:
    table.add(
        service, name, f"{pages:,}", f"{each.cpu:.2f} s", f"{speed:.0f}", f"{each.peak:.0f} MB"
    )


def _ours(out: Path, service: str) -> Cost:
    command = [sys.executable, "-m", "botosmith", "build", service, "--site"]
    return cost(*command, "--models", str(MODELS), "--out", str(out))


def _theirs(folder: Path, service: str) -> Cost:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    text = cost(sys.executable, "-c", DOCUMENTER, service, str(folder))
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "html", str(folder)]
    html = cost(*sphinx, str(folder / "html"))
    return Cost(text.wall + html.wall, text.cpu + html.cpu, max(text.peak, html.peak))


def _site_alone(service: str) -> float:
    """Pages a CPU second."""
    _, printed = run(sys.executable, "-c", SITE_ALONE, service, str(MODELS))
    return float(printed)
