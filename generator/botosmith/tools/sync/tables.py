"""The TOML files that may contain a configuration: finds the file, and the line of a key."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomllib

from botosmith.models.documents import is_object
from botosmith.problems import BotosmithError

OWN = "botosmith.toml"
PYPROJECT = "pyproject.toml"


def find(start: Path) -> tuple[Path, dict[str, Any]]:
    """The configuration file for a directory, and its table of botosmith's settings.

    It is the first in the directory and those above it. Raises BotosmithError if there is none, or
    if a directory has two.
    """
    for directory in _upward(start):
        found = [(file, table) for file in _files(directory) if (table := _table(file)) is not None]
        if len(found) > 1:
            raise BotosmithError(
                f"{found[0][0]} and {found[1][0]} both configure botosmith: keep one of them"
            )
        if found:
            return found[0]
    raise BotosmithError(
        f"no [tool.botosmith] in {PYPROJECT} and no {OWN}, here or in a directory above: "
        "run botosmith init to write one from what your code calls"
    )


def read(file: Path) -> tuple[Path, dict[str, Any]]:
    """The settings in one file; BotosmithError if it has none."""
    table = _table(file)
    if table is None:
        raise BotosmithError(f"{file} has no [tool.botosmith]: run botosmith init to write one")
    return file, table


def settings(file: Path) -> dict[str, Any] | None:
    """The settings in one file; None if it has none or does not exist."""
    return _table(file) if file.is_file() else None


def place(file: Path, *keys: str) -> str:
    """``FILE:LINE`` of the key at the end of a path of keys, or ``FILE`` if it is not found."""
    lines = file.read_text(encoding="utf-8").splitlines()
    prefix = "" if file.name == OWN else "tool.botosmith"
    *tables, last = keys
    wanted = ".".join([*filter(None, [prefix]), *tables])
    names = {".".join([*filter(None, [wanted]), last]), last}
    inside = not wanted
    for number, line in enumerate(lines, start=1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            named = _plain(header[1])
            if named in names and named != last:
                return f"{file}:{number}"
            inside = named == wanted
        elif inside and (key := re.match(r"\s*([\w\"'.-]+)\s*=", line)):
            first = _plain(key[1]).partition(".")[0]
            if last in (first, _plain(key[1])):
                return f"{file}:{number}"
    return str(file)


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)


def _files(directory: Path) -> list[Path]:
    return [file for name in (OWN, PYPROJECT) if (file := directory / name).is_file()]


def _table(file: Path) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BotosmithError(f"{file} is not UTF-8: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise BotosmithError(f"{file} is not TOML: {error}") from error
    if file.name == OWN:
        return document
    tool = document.get("tool", {})
    table = tool.get("botosmith") if is_object(tool) else None
    if table is not None and not is_object(table):
        raise BotosmithError(f"{file}: tool.botosmith is not a table; write [tool.botosmith]")
    return table


def _upward(start: Path) -> Iterator[Path]:
    """The directory and those above it, written relative to it."""
    here = start
    for _ in start.absolute().parts:
        yield here
        here = here / os.pardir
