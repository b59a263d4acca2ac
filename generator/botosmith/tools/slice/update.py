"""Cuts a slice again from its origin: upstream's part is renewed, the user's own part stays.

The user's own are names in the metadata, and everything that a fresh slice does not have: waiters,
examples, facts in ``botosmith-1.json``. The author of a documentation text is not recorded, so an
option says whether these are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from botosmith.build.service import class_name
from botosmith.models.cut import sidecars
from botosmith.models.documents import is_object
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Library, Model, with_sdk_extras
from botosmith.models.locate import model_at
from botosmith.problems import BotosmithError
from botosmith.tools.diff import Difference, compare
from botosmith.tools.slice import DOCUMENTS, as_model, chosen_operations, slice_model
from botosmith.tools.slice.identity import names_of_grown
from botosmith.tools.slice.store import recover_in

_OWN = (("paginators-1", "pagination"), ("waiters-2", "waiters"), ("examples-1", "examples"))


def slice_in(directory: Path) -> Model:
    """The slice in a directory; it is restored first if a killed run has renamed it."""
    for place in (directory, *directory.parents[:2]):
        recover_in(place)
    return model_at(directory)


def update(
    old: Model, *, keep_documentation: bool, add: Iterable[str] = ()
) -> tuple[Model, Difference]:
    """The slice ``old`` as it would be cut today, and the changes.

    Operations to ``add`` come from the whole service. Operations that upstream removed are removed.
    Raises BotosmithError if the model does not record an origin, or the origin no longer exists.
    """
    origin = old.document(EXTRAS).get("origin")
    if not is_object(origin):
        raise BotosmithError(
            f"{old.file_name(EXTRAS)} records no origin: {old.service} was not cut from a model"
        )
    models = (old.directory.parent.parent,)
    of_botocore = "botocore" in origin
    library = Library(facts=models) if of_botocore else Library(models, shipped=False)
    source = library.read(str(origin["service"]), str(origin["apiVersion"]))
    difference = compare(old, old)  # raises an error if it is not valid
    written = replace(old, documents=old.as_written())
    service = written.document(SERVICE_MODEL)
    there = source.document(SERVICE_MODEL).get("operations", {})
    left = [name for name in service["operations"] if name in there]
    if not left and not add:
        raise BotosmithError(f"{source.service} has none of the operations of {old.service} left")
    grown = chosen_operations(source, [*left, *add])
    metadata = source.document(SERVICE_MODEL)["metadata"]
    names = names_of_grown(metadata, service["metadata"], {*left}, grown)
    fresh = slice_model(
        source, grown, old.service, old.directory, names=names, client=class_name(old)
    )
    if keep_documentation:
        _put_texts_back(fresh.document(SERVICE_MODEL), service)
    new = as_model(old.service, old.api_version, old.directory, _with_own(fresh, written))
    kept = {stem: one for stem, one in written.documents.items() if stem not in DOCUMENTS}
    read = replace(new, documents=with_sdk_extras(deepcopy(new.documents | kept)))
    origins = _named(origin), _named(new.document(EXTRAS)["origin"])
    difference = compare(old, read, names=origins)
    return new, difference


def _named(origin: dict[str, str]) -> str:
    version = origin.get("botocore")
    return f"{origin['service']}@{version}" if version else origin["service"]


def _with_own(fresh: Model, old: Model) -> dict[str, dict[str, Any]]:
    documents = dict(fresh.documents)
    service = fresh.document(SERVICE_MODEL)
    operations, shapes = set(service["operations"]), set(service["shapes"])
    cuts = {
        "paginators-1": sidecars.paginators,
        "waiters-2": sidecars.waiters,
        "examples-1": sidecars.examples,
    }
    for stem, part in _OWN:
        if stem in old.documents:
            kept = cuts[stem](old.document(stem), operations)
            renewed = documents.get(stem, kept)
            documents[stem] = {**renewed, part: {**kept[part], **renewed[part]}}
    extras = sidecars.extras(old.document(EXTRAS), service, operations, shapes)
    renewed = documents[EXTRAS]
    for part in sidecars.BY_NAME:
        if part in extras:  # facts about one operation do not apply to a new one
            extras[part] = {**renewed.get(part, {}), **extras[part]}
    documents[EXTRAS] = {**renewed, **extras}
    return documents


def _put_texts_back(new: Any, old: Any) -> None:
    """Copy the documentation of the old model to all places that still exist.

    ``documentation`` is a string; a member of that name is an object.
    """
    if not (is_object(new) and is_object(old)):
        return
    if isinstance(old.get("documentation"), str):
        new["documentation"] = old["documentation"]
    for key in new.keys() & old.keys():
        _put_texts_back(new[key], old[key])
