"""The model files that botocore ships and that packages bring, read as far as a client needs them.

What is read is equal to what botocore reads, member by member and in the same order, but in plain
dicts, and with the members of the two large objects parsed when they are asked for: the shapes of
``service-2``, and the services of ``endpoints``. A file with another layout is parsed whole.
"""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Callable
from typing import Any

from botocore.loaders import JSONFileLoader, Loader

from botosmith_runtime.partial_json import PartialObject, loads, members, objects

_LOG = logging.getLogger("botocore.loaders")  # where botocore says which files it reads
_SERVICES = b'\n    "services" : {'
_GZIP = 31  # window bits that make zlib expect gzip's header
_MOST = 1 << 28  # bytes of one file; botocore's largest model has 5 MB


class PartialFiles(JSONFileLoader):
    """Reads the files of botocore's own data and of packages in parts, and others whole."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        """``packages`` are directories of models, in botocore's loader layout."""
        directories = (Loader.BUILTIN_DATA_PATH, *packages)
        self._prefixes = tuple(f"{directory}{os.sep}" for directory in directories)

    def load_file(self, file_path: str) -> Any:
        """What is in a file, whose path is without its extension; None where there is none."""
        parse = _PARSERS.get(os.path.basename(file_path))
        if parse is None or not file_path.startswith(self._prefixes):
            return super().load_file(file_path)
        try:
            found = _read(file_path)
            if found is None:
                return None
            path, text = found
            parsed = parse(text, lambda: super(PartialFiles, self).load_file(file_path))
        except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error) as problem:
            # botocore then raises what there is to raise.
            _LOG.debug("Reading %s as a whole: %s", file_path, problem)
            return super().load_file(file_path)
        _LOG.debug("Loading JSON file: %s", path)
        return parsed


def _read(file_path: str) -> tuple[str, bytes] | None:
    """The file that botocore would read, and its text."""
    for path in (f"{file_path}.json", f"{file_path}.json.gz"):
        if not os.path.isfile(path):
            continue
        with open(path, "rb") as file:
            content = file.read()
        if path.endswith(".gz"):
            inflater = zlib.decompressobj(_GZIP)
            content = inflater.decompress(content, _MOST)
            if not inflater.eof or inflater.unused_data:
                raise ValueError("more than one stream, or too much")
        return path, content
    return None


def _service(text: bytes, whole: Callable[[], Any]) -> Any:
    model: dict[str, Any] = {}
    for name, value in members(_body(text.strip()), indent=2):
        if name == "shapes":
            model[name] = PartialObject(objects(_body(value), 4), lambda: whole()["shapes"])
        else:
            model[name] = loads(value.decode())
    return model


def _endpoints(text: bytes, whole: Callable[[], Any]) -> Any:
    before, *parts = text.split(_SERVICES)
    blocks: list[bytes] = []
    rest = [before]
    for part in parts:
        is_empty = part.lstrip()[:1] == b"}"
        block, end, after = part.partition(b"}" if is_empty else b"\n    }")
        if not end:
            raise ValueError("services without an end")
        blocks.append(block)
        rest.append(after)
    model = loads((_SERVICES[:-1] + b"0").join(rest).decode())
    for place, (partition, block) in enumerate(zip(model["partitions"], blocks, strict=True)):
        if partition["services"] != 0:
            raise ValueError("services in another place")
        partition["services"] = PartialObject(objects(block, 6), _services(whole, place))
    return model


def _services(whole: Callable[[], Any], place: int) -> Callable[[], Any]:
    return lambda: whole()["partitions"][place]["services"]


def _rules(text: bytes, _: Callable[[], Any]) -> Any:
    return loads(text.decode())


def _body(value: bytes) -> bytes:
    """What stands between an object's braces."""
    if value[:1] != b"{" or value[-1:] != b"}":
        raise ValueError("no object")
    return value[1:-1]


_PARSERS: dict[str, Callable[[bytes, Callable[[], Any]], Any]] = {
    "service-2": _service,
    "endpoint-rule-set-1": _rules,
    "endpoints": _endpoints,
}
