"""What is odd about a model, and what botocore takes it for.

botocore passes over much that its format does not allow: it never reads the trait, or reads it in
its own way. A package is generated from what botocore takes the odd value for, and the linter warns
of it. The other modules of ``validation`` check for what botocore would fail on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.traits import walk
from botosmith.models.validation.odd import operations, shapes, sidecars, traits
from botosmith.models.validation.odd.oddity import Oddities
from botosmith.models.validation.odd.oddity import Oddity as Oddity

_SERVICE = "service-2"
_BESIDE: dict[str, Callable[[dict[str, Any], dict[str, Any]], Oddities]] = {
    "paginators-1": sidecars.in_paginators,
    "waiters-2": sidecars.in_waiters,
    "examples-1": sidecars.in_examples,
}


def oddities(documents: Mapping[str, dict[str, Any]]) -> dict[str, list[Oddity]]:
    """What is odd in each document of a model, by the documents' stems."""
    service = documents.get(_SERVICE, {})
    standing = list(walk(service, "service"))
    known = found if is_object(found := service.get("shapes")) else dict[str, Any]()
    odd = {
        _SERVICE: [
            *traits.oddities(standing, known),
            *shapes.oddities(standing, known),
            *operations.oddities(service),
        ]
    }
    if is_object(service.get("operations")) and is_object(service.get("shapes")):
        for stem, look in _BESIDE.items():
            if stem in documents:
                odd[stem] = list(look(documents[stem], service))
    return {stem: found for stem, found in odd.items() if found}
