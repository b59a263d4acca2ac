"""A difference as text, Markdown or JSON; the same changes give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Literal

from botosmith.text import printable
from botosmith.tools.diff.changes import Difference, ModelChange
from botosmith.tools.diff.kinds import EFFECTS, KINDS

Layout = Literal["text", "markdown", "json"]

_TEXTS = "documentation-changed"
_BUMPS = {
    "major": "asks for a major version",
    "minor": "asks for a minor version",
    "patch": "asks for a patch version",
    "none": "asks for no new version",
}


def report(difference: Difference, layout: Layout) -> str:
    """The whole report, with a final line break."""
    if layout == "json":
        return _json(difference)
    lines = _markdown(difference) if layout == "markdown" else _text(difference)
    return "\n".join(lines) + "\n"


def summary(difference: Difference) -> str:
    """One line: how many changes of each effect, and the version that they need."""
    if not difference.changes:
        return f"{difference.service}: no change"
    counts = ", ".join(f"{len(difference.of(effect))} {effect}" for effect in EFFECTS)
    return f"{difference.service}: {counts}; {_BUMPS[difference.bump]}"


def _text(difference: Difference) -> Iterator[str]:
    for change in _reported(difference):
        yield _line(
            f"{change.effect:8}  {change.side:8}  {change.where}: {change.message}"
            f"{_users(change)} [{change.kind}]"
        )
    if count := _texts(difference):
        yield f"safe      service   {count} changed [{_TEXTS}]"
    yield summary(difference)


def _markdown(difference: Difference) -> Iterator[str]:
    title = (difference.service, difference.old, difference.new)
    yield "# {}: {} → {}".format(*map(_escaped, title))
    yield ""
    yield f"{_escaped(summary(difference))}."
    for effect in EFFECTS:
        reported = [change for change in _reported(difference) if change.effect == effect]
        count = _texts(difference) if effect == "safe" else ""
        if not reported and not count:
            continue
        yield from ("", f"## {effect.capitalize()}", "")
        if reported:
            yield from ("| side | where | what | why |", "|---|---|---|---|")
        for change in reported:
            cells = (
                change.side,
                f"`{_code(change.where)}`",
                _escaped(change.message + _users(change)),
                _escaped(KINDS[change.kind].about),
            )
            yield f"| {' | '.join(cells)} |"
        if count:
            yield from (("",) if reported else ())
            yield f"{count} changed."


def _json(difference: Difference) -> str:
    document = {
        "service": difference.service,
        "old": difference.old,
        "new": difference.new,
        "bump": difference.bump,
        "counts": {effect: len(difference.of(effect)) for effect in EFFECTS},
        "changes": [
            {"effect": change.effect, "bump": change.bump, **asdict(change)}
            for change in difference.changes
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _reported(difference: Difference) -> list[ModelChange]:
    """All changes but those of documentation, which are as many as all others together."""
    return [change for change in difference.changes if change.kind != _TEXTS]


def _texts(difference: Difference) -> str:
    count = sum(change.kind == _TEXTS for change in difference.changes)
    return f"{count} text{'s' if count > 1 else ''} of the documentation" if count else ""


def _users(change: ModelChange) -> str:
    """The affected operations, unless the path already names one."""
    if not change.operations or change.where.startswith("operations."):
        return ""
    first = ", ".join(change.operations[:3])
    more = len(change.operations) - 3
    return f" ({first}{f' and {more} more' if more > 0 else ''})"


def _line(text: str) -> str:
    return printable(text).replace("\n", "\\n")


def _escaped(text: str) -> str:
    """Text from a model, escaped for Markdown: nothing in it is markup."""
    special = "\\`*_{}[]<>#|&~!"
    return "".join(f"\\{one}" if one in special else one for one in _line(text))


def _code(text: str) -> str:
    return _line(text).replace("`", "'").replace("|", "\\|")
