"""Packs: models in a prepared layout, so that a client reads only a small part.

``botosmith pack`` writes a directory, and the environment variable ``BOTOSMITH_PACK`` names it to
each session that reads models in parts (``model_files``). A pack adds no models: it is used for
a file that the session has found, and must contain exactly this file, as it is in the running
version of botocore. A pack contains JSON and no code::

    <pack>/pack.json                    {"generator": ..., "format": 1, "botocore": "1.44.8"}
    <pack>/botocore/endpoints.jsonl     from botocore's own data
    <pack>/botocore/s3/2006-03-01/service-2.jsonl
    <pack>/packages/importexport/...    from the models of installed packages

The lines of a file are: its source, with a checksum of all lines below; the document without
some objects; the path of each such object, with the names of its members and the lengths of their
lines; a line for the value of each member.
"""

from __future__ import annotations

import logging
import os
import zlib
from functools import lru_cache
from itertools import accumulate
from typing import Any

from botocore import __version__ as _botocore

from botosmith_runtime.partial_json import Pieces, Unparsed, Way, loads

VARIABLE = "BOTOSMITH_PACK"
FORMAT = 1
DESCRIPTION = "pack.json"
OF_BOTOCORE = "botocore"
OF_PACKAGES = "packages"

_LOG = logging.getLogger(__name__)
_KEPT = 16  # files whose bytes sessions share
_TOLD: set[str] = set()


class Pack:
    """A directory that ``botosmith pack`` wrote for the running version of botocore."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    @classmethod
    def configured(cls) -> Pack | None:
        """The pack of the environment, or None. A pack that cannot be used is logged."""
        directory = os.environ.get(VARIABLE)
        if not directory:
            return None
        try:
            with open(os.path.join(directory, DESCRIPTION), "rb") as file:
                found = loads(file.read().decode())
            made_for = found["format"], found["botocore"]
        except (OSError, ValueError, LookupError, TypeError) as problem:
            _tell(f"{VARIABLE}={directory} is not a pack: {problem}", directory)
            return None
        if made_for != (FORMAT, _botocore):
            _tell(
                f"the pack {directory} is for botocore {made_for[1]} in format {made_for[0]}, and "
                f"this is botocore {_botocore}, format {FORMAT}",
                directory,
            )
            return None
        return cls(directory)

    def pieces(self, origin: str, name: str, source: str) -> Pieces | None:
        """The pieces of the file ``source``, whose name in botocore's layout is ``name``.

        None if the pack does not have the file, or has an invalid one, which is logged.
        """
        path = os.path.join(self._directory, origin, f"{name}.jsonl")
        try:
            return _pieces(path, state(path), source, state(source))
        except FileNotFoundError:
            if not os.path.isfile(os.path.join(self._directory, DESCRIPTION)):
                _tell(f"the pack {self._directory} no longer exists", self._directory)
        except (OSError, ValueError, LookupError, TypeError) as problem:
            _tell(f"{path} cannot be used: {problem}", self._directory)
        return None


def state(path: str) -> tuple[int, ...]:
    """A value that changes when a file changes, for caches of its content."""
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns, found.st_ino


def stamp(path: str) -> dict[str, Any]:
    """The identity of a file: the size and the CRC-32 of its content.

    A gzip file ends with both, so only its end is read.
    """
    with open(path, "rb", buffering=0) as file:
        if path.endswith(".gz"):
            file.seek(-8, os.SEEK_END)
            return {"gzip": file.read().hex(), "size": file.tell()}
        # In one small buffer: allocating memory for a whole file takes longer than its checksum.
        buffer = memoryview(bytearray(1 << 16))
        checksum = size = 0
        while count := file.readinto(buffer):
            checksum, size = zlib.crc32(buffer[:count], checksum), size + count
    return {"crc32": checksum, "size": size}


@lru_cache(_KEPT)
def _pieces(path: str, _: tuple[int, ...], source: str, __: tuple[int, ...]) -> Pieces:
    with open(path, "rb") as file:
        text = file.read()
    rest = text.index(b"\n") + 1
    about = loads(text[:rest].decode())
    if about["checksum"] != zlib.crc32(memoryview(text)[rest:]):
        raise ValueError("its checksum is wrong, so it is damaged")
    if about["source"] != stamp(source):
        raise ValueError(f"it was made from another {source}")
    taken = text.index(b"\n", rest) + 1
    first = text.index(b"\n", taken) + 1
    objects: list[tuple[Way, Unparsed]] = []
    for way, names, lengths in loads(text[taken:first].decode()):
        starts = [*accumulate(lengths, initial=first)]
        parts = map(slice, starts, starts[1:])
        objects.append((tuple(way), Unparsed(text, tuple(zip(names, parts, strict=False)))))
        first = starts[-1]
    return Pieces(text[rest:taken], tuple(objects))


def _tell(problem: str, directory: str) -> None:
    """Log a problem once, not for each session."""
    if problem not in _TOLD:
        _TOLD.add(problem)
        _LOG.warning(
            "%s. Models are read from botocore's own files, which takes longer. "
            "To make a new pack: botosmith pack SERVICE... --out %s",
            problem,
            directory,
        )
