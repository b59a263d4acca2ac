"""botocore's own suites of its protocols, and every operation routed among all services.

    python tests/conformance/protocols.py [--suites] [--routes] [--directory build/suites]

The suites come from botocore's source distribution. A case that is not as they have it, and a
request that goes to another operation, have to be in ``protocol_exceptions.json`` with a reason.
Whatever is not listed, or no longer found, fails the run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / name / "support") for name in ("conformance", "generator")]

# After the path is set.
from botosmith.models.load import Library  # noqa: E402
from conformance import command_line  # noqa: E402
from conformance.foreign_suites import SUITES, Runner  # noqa: E402
from conformance.protocol_suites import cases, fault  # noqa: E402
from conformance.routed import Misrouted, misrouted  # noqa: E402

EXCEPTIONS = Path(__file__).with_name("protocol_exceptions.json")


def main() -> int:
    """Run, report, and say by the exit code whether the list holds."""
    options = _options()
    listed: dict[str, Any] = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    both = options.suites == options.routes
    differences: list[str] = []
    if both or options.suites:
        differences += suites(options.directory, listed["suites"])
    if both or options.routes:
        differences += routes(listed["routes"])
    print("\n".join(differences))
    return 1 if differences else 0


def suites(directory: Path, listed: dict[str, str]) -> list[str]:
    """Where the suites and the list disagree."""
    directory.mkdir(parents=True, exist_ok=True)
    sources = Runner(sys.executable, directory).sources(SUITES["botocore"])
    counted: Counter[str] = Counter()
    found: dict[str, str] = {}
    for case in cases(sources / "tests" / "unit" / "protocols"):
        counted[case.kind] += 1
        if said := fault(case):
            found[case.name] = said
            counted[f"{case.kind}, otherwise"] += 1
    print(f"botocore {SUITES['botocore'].version}: {dict(sorted(counted.items()))}", flush=True)
    new = [f"not listed: {name}: {found[name]}" for name in found.keys() - listed.keys()]
    return sorted(new) + [f"listed, and as it is there: {one}" for one in listed.keys() - found]


def routes(listed: list[dict[str, Any]]) -> list[str]:
    """Where routing among all services and the list disagree."""
    services = Library().all_services()
    known = {(one["from"], one["to"]): one for one in listed}
    found: Counter[tuple[str, str]] = Counter()
    new: list[str] = []
    total = 0
    for outcome in misrouted(services):
        total += 1
        if not isinstance(outcome, Misrouted):
            continue
        pair = outcome.service, outcome.to
        operations = known.get(pair, {}).get("operations")
        if pair in known and (operations is None or outcome.operation in operations):
            found[pair] += 1
        else:
            new.append(f"not listed: {outcome}")
    print(f"{total:,} requests of {len(services)} services, {found.total()} to a twin", flush=True)
    return new + [f"listed, and routed to itself: {pair}" for pair in known.keys() - found.keys()]


def _options() -> argparse.Namespace:
    parser = command_line.parser(str(__doc__))
    parser.add_argument("--suites", action="store_true", help="the suites alone")
    parser.add_argument("--routes", action="store_true", help="routing alone")
    parser.add_argument(
        "--directory", type=Path, default=ROOT / "build" / "suites", help="keeps sources"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
