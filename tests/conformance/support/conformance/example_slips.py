"""The list of what the checks find in the AWS CLI's examples. ``examples.py`` writes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from conformance.example_checks import Found, Place

FILE = Path(__file__).parents[2] / "example_slips.json"
VERDICTS = ("slip", "service", "unclear")


@dataclass(frozen=True, slots=True)
class Entry:
    """A violation that raises or warns by default.

    ``came`` is the value in the first ``example`` that has it. ``verdict`` is ``slip`` where the
    service neither takes nor sends the value, ``service`` where it does: the checks are at fault
    then; ``unclear`` where the example is the only source. ``reason`` says why.
    """

    place: Place
    example: str
    came: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Slips:
    """The committed list: ``silent`` counts violations that are only kept, by folder and rule."""

    entries: list[Entry]
    silent: dict[str, dict[str, int]]

    def of(self, folders: Collection[str]) -> Slips:
        """What is listed of some folders."""
        entries = [entry for entry in self.entries if entry.place.folder in folders]
        silent = {name: counts for name, counts in self.silent.items() if name in folders}
        return Slips(entries, silent)

    def differences(self, found: Found) -> Iterator[str]:
        """Where the list and what was found disagree, and entries without verdict or reason."""
        known = {entry.place: entry for entry in self.entries}
        for place in sorted(found.alarms.keys() - known.keys()):
            example, came = found.alarms[place]
            yield f"not listed: {place}: {came} ({example})"
        for place in sorted(known.keys() - found.alarms.keys()):
            yield f"listed, and no longer found: {place} ({known[place].example})"
        for entry in self.entries:
            if entry.verdict not in VERDICTS or not entry.reason:
                yield f"listed without a verdict or a reason: {entry.place}"
        for folder in sorted({*self.silent, *found.silent}):
            listed, counted = self.silent.get(folder, {}), found.silent.get(folder, Counter())
            for rule in sorted({*listed, *counted}):
                if (was := listed.get(rule, 0)) != (now := counted[rule]):
                    yield f"silent: {folder}: {rule}: {now} violations, {was} are listed"

    def updated(self, found: Found, folders: Collection[str]) -> Slips:
        """The list with what was found in some folders; known verdicts and reasons stay."""
        known = {entry.place: entry for entry in self.entries}
        entries = [entry for entry in self.entries if entry.place.folder not in folders]
        for place, (example, came) in found.alarms.items():
            entry = known.get(place)
            verdict, reason = (entry.verdict, entry.reason) if entry else ("unclear", "")
            entries.append(Entry(place, example, came, verdict, reason))
        silent = {name: counts for name, counts in self.silent.items() if name not in folders}
        silent |= {name: dict(counts) for name, counts in found.silent.items()}
        return Slips(entries, silent)


def read(path: Path = FILE) -> Slips:
    """The committed list."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    places = [field.name for field in fields(Place)]
    entries = [
        Entry(Place(*map(row.pop, places)), **row)  # pop: what is left are the entry's own
        for row in document["alarms"]
    ]
    return Slips(entries, document["silent"])


def write(slips: Slips, path: Path = FILE) -> None:
    """Replace the committed list: a line for each entry and for each folder, sorted."""
    entries = sorted(slips.entries, key=lambda entry: entry.place)
    alarms = [
        {**asdict(entry.place), **{k: v for k, v in asdict(entry).items() if k != "place"}}
        for entry in entries
    ]
    silent = {name: dict(sorted(slips.silent[name].items())) for name in sorted(slips.silent)}
    rows = ",\n".join(f"  {json.dumps(row)}" for row in alarms)
    counts = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in silent.items())
    text = f'{{\n "alarms": [\n{rows}\n ],\n "silent": {{\n{counts}\n }}\n}}\n'
    path.write_text(text, encoding="utf-8")
