"""The oddities of a model, and how botocore understands them.

botocore ignores many values that its format does not allow: it never reads the trait, or reads it
in its own way. A package is generated from botocore's understanding of an odd value, and the linter
warns of it. The other modules of ``validation`` check for problems on which botocore would fail.
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
    """The oddities in each document of a model, by the document's stem."""
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
