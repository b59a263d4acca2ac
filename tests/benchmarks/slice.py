"""What a slice saves: cold creation of a client of glue-migration against one of glue.

    python tests/benchmarks/slice.py [--rounds N]

Each client is the first one of a process of its own: all that botocore loads for any client (its
endpoints, partitions and retry rules, its own lazy imports) is counted in. Time is CPU time from
the session to the client; memory is what the peak of the process grows by meanwhile. Prints
medians, and exits 1 beyond 0.45 of the time or 0.5 of the memory.
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
import sys, time
from resource import RUSAGE_SELF, getrusage
from botocore.session import Session

service, models = sys.argv[1:]
before, started = getrusage(RUSAGE_SELF).ru_maxrss, time.process_time()
session = Session()
session.set_credentials("key", "secret")
session.get_component("data_loader").search_paths.insert(0, models)
client = session.create_client(service, region_name="us-east-1")
print(time.process_time() - started, getrusage(RUSAGE_SELF).ru_maxrss - before)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what a slice saves.")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    measured: dict[str, list[tuple[float, float]]] = {"glue": [], "glue-migration": []}
    for _ in range(rounds):
        for service, values in measured.items():
            values.append(cold_client(service))
    missed = False
    for index, (what, unit, scale, most) in enumerate(
        (("time", "ms", 1e3, MOST_TIME), ("memory", "MiB", 2**-10, MOST_MEMORY))
    ):
        whole, cut = (statistics.median(one[index] for one in v) for v in measured.values())
        missed |= cut / whole > most
        numbers = f"glue {whole * scale:.1f} {unit}, glue-migration {cut * scale:.1f} {unit}"
        print(f"{what}: {numbers}: {cut / whole:.2f} (at most {most})")
    return int(missed)


def cold_client(service: str) -> tuple[float, float]:
    """CPU seconds and KiB that a client takes in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, service, str(MODELS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, kibibytes = map(float, ran.stdout.split())
    return seconds, kibibytes


if __name__ == "__main__":
    sys.exit(main())
