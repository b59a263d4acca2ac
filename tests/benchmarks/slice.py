"""What a slice saves: cold creation of a client of glue-migration against one of glue.

    python tests/benchmarks/slice.py [--rounds N]

Each client is the first one of a process of its own: all that botocore loads for any client (its
endpoints, partitions and retry rules, its own lazy imports) is counted in. Time is CPU time from
the session to the client; memory is the peak that tracemalloc counts, in other processes, as it
slows things down. Prints medians, and exits 1 beyond 0.45 of the time or 0.5 of the memory.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

MODELS = Path(__file__).parents[2] / "models"
MOST_TIME = 0.45
MOST_MEMORY = 0.5

PROGRAM = """
import sys, time, tracemalloc
from botocore.session import Session

service, models, what = sys.argv[1:]
if what == "memory":
    tracemalloc.start()
started = time.process_time()
session = Session()
session.set_credentials("key", "secret")
session.get_component("data_loader").search_paths.insert(0, models)
client = session.create_client(service, region_name="us-east-1")
seconds = time.process_time() - started
print(tracemalloc.get_traced_memory()[1] if what == "memory" else seconds)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what a slice saves.")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    missed = False
    for what, unit, scale, most in (
        ("time", "ms", 1e3, MOST_TIME),
        ("memory", "MiB", 2**-20, MOST_MEMORY),
    ):
        whole, cut = medians(what, rounds)
        ratio = cut / whole
        missed |= ratio > most
        numbers = f"glue {whole * scale:.1f} {unit}, glue-migration {cut * scale:.1f} {unit}"
        print(f"{what}: {numbers}: {ratio:.2f} (at most {most})")
    return int(missed)


def medians(what: str, rounds: int) -> tuple[float, float]:
    """Of glue and of glue-migration, measured in turn."""
    found: dict[str, list[float]] = {"glue": [], "glue-migration": []}
    for _ in range(rounds):
        for service, values in found.items():
            values.append(measured(service, what))
    whole, cut = found.values()
    return statistics.median(whole), statistics.median(cut)


def measured(service: str, what: str) -> float:
    """CPU seconds, or bytes at the peak, of one process."""
    command = [sys.executable, "-c", PROGRAM, service, str(MODELS), what]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(ran.stdout)


if __name__ == "__main__":
    sys.exit(main())
