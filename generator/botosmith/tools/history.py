"""The changes between the API versions in a directory of models, for the docs site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from botosmith.models.load import Library, Model
from botosmith.site.history import Step
from botosmith.tools import diff

_VERSIONS = 3  # the most steps from the latest version: CloudFront has nineteen versions
_CHANGES = 400  # the most changes that are shown for one step


def history(library: Library, model: Model) -> tuple[Step, ...]:
    """The steps that led to ``model``, the latest first; empty if it is the only version."""
    versions = [v for v in library.versions(model.service) if v <= model.api_version]
    return tuple(reversed(list(_steps(library, model, versions[-_VERSIONS - 1 :]))))


def _steps(library: Library, model: Model, versions: list[str]) -> Iterator[Step]:
    for old, new in pairwise(versions):
        newer = model if new == model.api_version else library.load(model.service, new)
        found = diff.compare(library.load(model.service, old), newer, names=(old, new))
        shown = found.changes[:_CHANGES]
        yield Step(old=old, new=new, changes=shown, more=len(found.changes) - len(shown))
