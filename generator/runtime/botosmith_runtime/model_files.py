"""Reads the needed parts of model files, from botocore's data and from packages.

The result is equal to what botocore reads, with members in the same order, but in plain dicts. The
members of the two large objects are parsed on first access: the shapes of ``service-2``, and the
services of ``endpoints``. A file with another layout is parsed as a whole.

Sessions share the bytes of the most recent files, until a file changes. They never share parsed
objects, because botocore writes into them.
"""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from botocore.loaders import JSONFileLoader, Loader

from botosmith_runtime.packs import OF_BOTOCORE, OF_PACKAGES, Pack, state
from botosmith_runtime.partial_json import Pieces, Unparsed, Way, objects

_LOG = logging.getLogger("botocore.loaders")  # the logger for botocore's reading of files
_GZIP = 31  # window bits that make zlib expect gzip's header
_MOST = 1 << 28  # bytes of one file; botocore's largest model has 5 MB
_KEPT = 16  # files whose bytes sessions share


class PartialFiles(JSONFileLoader):
    """Reads files of botocore's own data and of packages in parts, and other files as a whole."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        """``packages`` are directories of models, in botocore's loader layout."""
        directories = (Loader.BUILTIN_DATA_PATH, *packages)
        self._prefixes = tuple(f"{directory}{os.sep}" for directory in directories)
        self._pack = Pack.configured()

    def load_file(self, file_path: str) -> Any:
        """The content of a file, by its path without the extension; None if there is no file."""
        cut = _CUTS.get(os.path.basename(file_path))
        if cut is None or not file_path.startswith(self._prefixes):
            return super().load_file(file_path)

        def whole() -> Any:
            _LOG.info("Reading %s as a whole: a part of it is not JSON", file_path)
            return super(PartialFiles, self).load_file(file_path)

        try:
            path = _path(file_path)
            if path is None:
                return None
            pieces = self._packed(file_path, path) or _pieces(path, state(path), cut)
            parsed = pieces.assembled(whole)
        except (OSError, ValueError, LookupError, TypeError, EOFError, zlib.error) as problem:
            # botocore then raises its own exceptions.
            _LOG.info("Reading %s as a whole: %s", file_path, problem)
            return super().load_file(file_path)
        _LOG.debug("Loading JSON file: %s", path)
        return parsed

    def _packed(self, file_path: str, path: str) -> Pieces | None:
        """The pieces of a file from the pack; None if the pack does not have exactly this file."""
        if self._pack is None:
            return None
        shipped, *packages = self._prefixes
        origin, prefix = OF_BOTOCORE, shipped
        if not file_path.startswith(shipped):
            origin = OF_PACKAGES
            prefix = next(one for one in packages if file_path.startswith(one))
        return self._pack.pieces(origin, file_path[len(prefix) :], path)


def _path(file_path: str) -> str | None:
    """The file that botocore would read."""
    for path in (f"{file_path}.json", f"{file_path}.json.gz"):
        if os.path.isfile(path):
            return path
    return None


@lru_cache(_KEPT)
def _pieces(path: str, _: tuple[int, ...], cut: Callable[[bytes], Pieces]) -> Pieces:
    with open(path, "rb") as file:
        content = file.read()
    if path.endswith(".gz"):
        inflater = zlib.decompressobj(_GZIP)
        content = inflater.decompress(content, _MOST)
        if not inflater.eof or inflater.unused_data:
            raise ValueError("more than one gzip stream, or too large")
    return cut(content)


def _service(text: bytes) -> Pieces:
    return _cut(text, b'\n  "shapes"', lambda _: ("shapes",))


def _endpoints(text: bytes) -> Pieces:
    return _cut(text, b'\n    "services"', lambda place: ("partitions", place, "services"))


def _cut(text: bytes, name: bytes, way: Callable[[int], Way]) -> Pieces:
    """Take out each object whose ``name``, with the spaces before it, begins a line."""
    margin = name.partition(b'"')[0]
    rest: list[bytes] = []
    taken: list[tuple[Way, Unparsed]] = []
    past = place = 0
    while (found := text.find(name, past)) >= 0:
        brace = text.index(b"{", found)
        if text[found + len(name) : brace].strip(b" ") != b":":
            raise ValueError("another layout")
        if text[brace + 1 : brace + 3].strip().startswith(b"}"):
            end = brace  # it is empty, so nothing can be taken out
            rest.append(text[past:end])
        else:
            end = text.index(margin + b"}", brace)
            rest += text[past:brace], b"0"
            taken.append((way(place), objects(text, brace + 1, end, len(margin) + 1)))
            end += len(margin) + 1
        past = end
        place += 1
    if not taken:
        raise ValueError("another layout, or nothing to take out")
    return Pieces(b"".join([*rest, text[past:]]), tuple(taken))


def _rules(text: bytes) -> Pieces:
    return Pieces(text, ())


_CUTS: dict[str, Callable[[bytes], Pieces]] = {
    "service-2": _service,
    "endpoint-rule-set-1": _rules,
    "endpoints": _endpoints,
}
