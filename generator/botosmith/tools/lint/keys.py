"""Finds keys that neither botocore nor botosmith reads, and that AWS's models do not have.

Most are misspelt. They have no effect, and nothing else reports them. The table of traits has the
known keys of each place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from botosmith.models.traits import TraitPlace, at, walk
from botosmith.models.validation.values import shown
from botosmith.problems import did_you_mean
from botosmith.tools.lint.rules import Findings


def unknown(document: Mapping[str, Any], root: TraitPlace) -> Findings:
    """The keys of a document that are not traits."""
    for where, given, place in walk(document, root):
        known = at(place)
        if known.keys() >= given.keys():  # the usual case
            continue
        for key in (key for key in given if key not in known):
            path = f"{where}.{key}" if where else key
            near = did_you_mean(_near(key, known))
            yield "unknown-key", path, f"nothing reads {shown(key)}{near}"


def _near(key: str, known: Iterable[str]) -> list[str]:
    """Similar known keys: ``max`` for ``maxx``, and for ``maxLength``."""
    begun = [name for name in sorted(known) if key.lower().startswith(name.lower())]
    return difflib.get_close_matches(key, sorted(known), n=2, cutoff=0.7) or begun[-1:]
