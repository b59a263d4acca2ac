"""Names of models as names of files, which have to lie on every file system."""

from __future__ import annotations

import re

from botosmith.names.reserved import DEVICES

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def is_device(file_name: str) -> bool:
    """Whether Windows has a file name for a device: ``con``, ``NUL``, ``aux.json``."""
    return file_name.partition(".")[0].rstrip(" ").lower() in DEVICES


def file_stem(name: str) -> str:
    """A name as that of a file, without its extension; Windows has some for devices."""
    return f"{name}_" if is_device(name) else name


def why_no_file(name: str) -> str:
    """Why a file that has this name cannot lie on every file system; empty if it can."""
    if is_device(name):
        return "Windows reserves that name for a device"
    if name.endswith((".", " ")):
        return "Windows allows no dot or space at the end of a name"
    found = _NOT_IN_FILE_NAMES.search(name)
    return f"Windows allows no {found[0]!r} in the name of a file" if found else ""
