"""The findings of a check so far, and its limits.

The limits are far beyond what a service accepts. They are for payloads that contain themselves, or
that contain the same values so often that a check would never end.
"""

from __future__ import annotations

from typing import Any

Path = tuple[Any, ...]
"""Where a value is: the parent's path, then the steps from there; empty for the whole payload."""

Finding = tuple[Path, str, str, str]
"""Path, rule, what was expected, and what came; the last is empty for a secret."""

DEEPEST = 200
"""The most levels of recursive structures, or of a document; botocore fails at about 160."""

MOST_NESTED = 1_000_000
"""The most values in recursive structures; to check this many takes about a second."""

MOST_FOUND = 1_000
"""The most violations in one check."""


class Masked:
    """A step of a path that must not be shown, such as a sensitive map's key."""


class _Response(tuple[Any, ...]):
    """The path of a response as a whole."""

    __slots__ = ()


RESPONSE: Path = _Response()
"""The empty path of a response; unlike in other payloads, ``ResponseMetadata`` is allowed."""


class EnoughError(Exception):
    """Ends a check early, with a limit that was reached."""


class Found(list[Finding]):
    """The violations so far. ``hidden`` is positive inside a sensitive structure, list or map."""

    # Class attributes, since most checks never set them.
    hidden = 0
    depth = 0
    nested = 0

    def append(self, finding: Finding, /) -> None:
        """Add a violation; a secret value is left out.

        Raises EnoughError after ``MOST_FOUND`` violations.
        """
        if self.hidden:
            path, rule, expected, _ = finding
            if rule == "unknown":  # the name may be a secret, such as a key for a nested map
                path, expected = (path[0], Masked), str(expected)
            finding = path, rule, expected, ""
        super().append(finding)
        if len(self) >= MOST_FOUND:
            raise EnoughError(f"fewer than {MOST_FOUND:,} violations; what follows was not checked")

    def end(self, rule: str, expected: str) -> None:
        """Add the reason why the check stopped."""
        super().append(((), rule, expected, ""))
