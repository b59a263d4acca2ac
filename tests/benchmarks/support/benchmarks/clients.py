"""What the first client of a process costs: of glue, of its slice, and of one operation.

Time is CPU time from the session to the client; memory is what the peak of the process grows by
meanwhile. All that botocore loads for any client (its endpoints, partitions and retry rules, its
own lazy imports) is counted in: a service with one operation and no endpoint rules shows how much
that is. The loader is botocore's own; the row ``cold`` shows what is left of it all with ours.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import MODELS, Table, run

MOST_TIME = 0.1
MOST_MEMORY = 0.5
EMPTY = "empty"
PROGRAM = """
import sys, time
from resource import RUSAGE_SELF, getrusage
from botocore.session import Session

service, *models = sys.argv[1:]
before, started = getrusage(RUSAGE_SELF).ru_maxrss, time.process_time()
session = Session()
session.set_credentials("key", "secret")
session.get_component("data_loader").search_paths[:0] = models
client = session.create_client(service, region_name="us-east-1", endpoint_url="https://localhost")
print(time.process_time() - started, getrusage(RUSAGE_SELF).ru_maxrss - before)
"""
MODEL = {
    "version": "2.0",
    "metadata": {
        "apiVersion": "2020-01-01",
        "endpointPrefix": EMPTY,
        "protocol": "json",
        "serviceFullName": "Empty",
        "serviceId": "Empty",
        "signatureVersion": "v4",
        "jsonVersion": "1.1",
        "targetPrefix": "Empty",
    },
    "operations": {"Do": {"name": "Do", "http": {"method": "POST", "requestUri": "/"}}},
    "shapes": {},
}


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:  # noqa: ARG001  # as the others
    """One table: three clients."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder, EMPTY, "2020-01-01")
        directory.mkdir(parents=True)
        (directory / "service-2.json").write_text(json.dumps(MODEL), encoding="utf-8")
        measured: dict[str, list[tuple[float, float]]] = {
            name: [] for name in ("glue", "glue-migration", EMPTY)
        }
        for _ in range(max(rounds, 9)):
            for service, values in measured.items():
                values.append(_cold_client(service, folder))
    medians = {
        name: [statistics.median(column) for column in zip(*values, strict=True)]
        for name, values in measured.items()
    }
    table = Table(
        "The first client of a process",
        ("service", "CPU", "memory", "CPU, of glue's", "memory, of glue's"),
    )
    whole = medians["glue"]
    for name, (seconds, kibibytes) in medians.items():
        ratios = seconds / whole[0], kibibytes / whole[1]
        figures = f"{seconds * 1e3:.0f} ms", f"{kibibytes / 1024:.1f} MiB"
        table.add(
            "one operation, no endpoint rules" if name == EMPTY else name,
            *figures,
            *(f"{ratio:.2f}" for ratio in ratios),
        )
    cut, least = medians["glue-migration"], medians[EMPTY]
    # What any client takes differs from Python to Python; a slice has to be near it on each.
    above = (cut[0] - least[0]) / (whole[0] - least[0])
    table.want("glue-migration's time above that of one operation, of glue's", above, MOST_TIME)
    table.want("glue-migration's memory, of glue's", cut[1] / whole[1], MOST_MEMORY)
    yield table


def _cold_client(service: str, models: str) -> tuple[float, float]:
    """CPU seconds and KiB that a client takes in a process of its own."""
    _, printed = run(sys.executable, "-c", PROGRAM, service, str(MODELS), models)
    seconds, kibibytes = map(float, printed.split())
    return seconds, kibibytes
