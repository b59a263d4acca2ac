"""What the botocore that the exceptions were written for ships. ``count.py`` writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from conformance.largest import Largest

FILE = Path(__file__).parents[2] / "census.json"


@dataclass(frozen=True, slots=True)
class Census:
    """``operations`` has the number of each service's operations, ``largest`` what has most."""

    botocore: str
    operations: Mapping[str, int]
    largest: Largest = field(default_factory=Largest)

    def changes(self, services: list[str], operations: Mapping[str, int]) -> Iterator[str]:
        """What is otherwise in the botocore that is installed, as far as it was looked at."""
        known = self.operations
        if new := [service for service in services if service not in known]:
            yield f"{len(new)} services are new: {', '.join(new)}"
        if gone := [service for service in known if service not in services]:
            yield f"{len(gone)} services are gone: {', '.join(gone)}"
        for service, count in operations.items():
            if service in known and count != known[service]:
                yield f"{service} has {count} operations, not {known[service]}"


def read(path: Path = FILE) -> Census:
    """The committed census."""
    return Census(**json.loads(path.read_text(encoding="utf-8")))


def write(census: Census, path: Path = FILE) -> None:
    """Replace the committed census."""
    path.write_text(f"{json.dumps(asdict(census), indent=1)}\n", encoding="utf-8")
