"""What a check has found so far, and how far it may still go.

The limits are far beyond what a service accepts. They are for payloads that hold themselves, or
that refer to the same values over and over: written out, those would never end.
"""

from __future__ import annotations

from typing import Any

Path = tuple[Any, ...]
"""Where a value is: the parent's path, then the steps from there; empty for the whole payload."""

Finding = tuple[Path, str, str, str]
"""Path, rule, what was expected, and what came, in words; those are empty where it is a secret."""

DEEPEST = 200
"""Levels of structures that hold each other, or of a document; botocore gives up at about 160."""

MOST_NESTED = 1_000_000
"""Values of structures that hold each other; it takes about a second to look at so many."""

MOST_FOUND = 1_000
"""Violations that are looked for."""


class Masked:
    """A step of a path that must not be shown, such as a sensitive map's key."""


class _Response(tuple[Any, ...]):
    """The path of a response as a whole."""

    __slots__ = ()


RESPONSE: Path = _Response()
"""Empty like any payload's, but botocore's ``ResponseMetadata`` may stand here."""


class EnoughError(Exception):
    """There is no use in looking further."""


class Found(list[Finding]):
    """What is wrong so far. ``hidden`` is above zero inside a sensitive structure, list or map."""

    # Class attributes, since nearly every check of a payload ends without having set them.
    hidden = 0
    depth = 0
    nested = 0

    def append(self, finding: Finding, /) -> None:
        """Add a violation, without what came where that is a secret.

        Raises EnoughError where so much is wrong that more would not help.
        """
        if self.hidden:
            path, rule, expected, _ = finding
            if rule == "unknown":  # it may well be a key that was meant for a map inside it
                path, expected = (path[0], Masked), str(expected)
            finding = path, rule, expected, ""
        super().append(finding)
        if len(self) >= MOST_FOUND:
            raise EnoughError(f"fewer than {MOST_FOUND:,} violations; what follows was not checked")

    def end(self, rule: str, expected: str) -> None:
        """Add why nothing more was looked at."""
        super().append(((), rule, expected, ""))
