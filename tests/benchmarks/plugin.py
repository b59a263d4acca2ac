"""What ``botosmith_runtime.plugin.enable()`` costs a program that uses boto3.

    python tests/benchmarks/plugin.py [--rounds N]

Every run is a process of its own, and the programs take turns: with ``enable()`` before boto3 is
imported, after it, and without. The time is CPU time from the first import. What is spent when the
first session looks for models is shown, too: packages are only then looked for. Prints medians of
the differences to the run without in the same round, and exits 1 beyond 3 ms at import.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

MOST = 3e-3
ENABLE = "from botosmith_runtime import plugin; plugin.enable()"
CHECKS = "from botosmith_runtime import plugin; plugin.enable(checks=True)"
SESSION = "boto3.Session().client('sts', region_name='us-east-1')"
PROGRAMS = {
    "without": f"import boto3; mark(); {SESSION}",
    "enable(), then boto3": f"{ENABLE}; import boto3; mark(); {SESSION}",
    "boto3, then enable()": f"import boto3; {ENABLE}; mark(); {SESSION}",
    "enable(checks=True)": f"import boto3; {CHECKS}; mark(); {SESSION}",
}
TIMED = """
import time
times = [time.process_time()]
def mark(): times.append(time.process_time())
{program}
mark()
print(times[1] - times[0], times[2] - times[1])
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what enabling the plugin costs.")
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, program in PROGRAMS.items():
            if (times := run(program)) and number:  # the first round fills the disk's cache
                measured[name].append(times)
    whole = measured.pop("without")
    missed = False
    print(f"import boto3: {1e3 * statistics.median(at_import for at_import, _ in whole):.1f} ms")
    for name, runs in measured.items():
        at_import, first_client = (
            statistics.median(mine[i] - other[i] for mine, other in zip(runs, whole, strict=True))
            for i in (0, 1)
        )
        missed |= at_import > MOST
        print(
            f"{name}: {1e3 * at_import:+.2f} ms at import (at most {1e3 * MOST:.0f}), "
            f"{1e3 * first_client:+.2f} ms by the first client"
        )
    return int(missed)


def run(program: str) -> tuple[float, float]:
    """CPU seconds of a program's imports, and of its first client."""
    command = [sys.executable, "-c", TIMED.format(program=program)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    at_import, first_client = map(float, ran.stdout.split())
    return at_import, first_client


if __name__ == "__main__":
    sys.exit(main())
