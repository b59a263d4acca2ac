"""Models that are read when something asks for their operations or shapes.

A server of all services needs the metadata of each model to find the service of a request, but
only the whole models of the services that are called.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.model import ServiceModel

from botosmith.models.documents import is_object

_HEAD = 16 * 1024  # bytes in which botocore's files have their metadata
_GZIP = 31  # window bits that make zlib expect gzip's header
_KEY = '"metadata"'


class LazyModel(ServiceModel):
    """A ``ServiceModel`` with its metadata; ``load`` returns the rest, and is called once."""

    def __init__(
        self, name: str, metadata: Mapping[str, Any], load: Callable[[], Mapping[str, Any]]
    ) -> None:
        super().__init__(_Description(metadata, load), name)


class _Description(Mapping[str, Any]):
    """The document ``service-2`` of a model."""

    def __init__(self, metadata: Mapping[str, Any], load: Callable[[], Mapping[str, Any]]) -> None:
        self._metadata = metadata
        self._load = load

    @cached_property
    def whole(self) -> Mapping[str, Any]:
        return self._load()

    def __getitem__(self, key: str) -> Any:
        if key == "metadata":
            return self._metadata
        return _Shapes(self) if key == "shapes" else self.whole[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)


class _Shapes(Mapping[str, Any]):
    """The shapes of a model, which botocore takes when it makes a ``ServiceModel``."""

    def __init__(self, description: _Description) -> None:
        self._description = description

    def __getitem__(self, key: str) -> Any:
        return self._description.whole["shapes"][key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._description.whole["shapes"])

    def __len__(self) -> int:
        return len(self._description.whole["shapes"])


def metadata_of(directory: Path) -> Mapping[str, Any] | None:
    """The metadata of the model in a directory; None if the beginning of its file lacks them."""
    for name in ("service-2.json", "service-2.json.gz"):
        path = directory / name
        if path.is_file():
            return _metadata(path)
    return None


def _metadata(path: Path) -> Mapping[str, Any] | None:
    with path.open("rb") as file:
        content = file.read(_HEAD)
    try:
        if path.suffix == ".gz":
            content = zlib.decompressobj(_GZIP).decompress(content, _HEAD)
        text = content.decode("utf-8", "ignore")
        start = text.index("{", text.index(_KEY))
        found, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, zlib.error):
        return None
    return found if is_object(found) else None
