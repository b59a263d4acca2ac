"""Turns names of models into file names that are valid on every file system."""

from __future__ import annotations

import re

from botosmith.names.reserved import DEVICES

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def is_device(file_name: str) -> bool:
    """Whether Windows reserves a file name for a device: ``con``, ``NUL``, ``aux.json``."""
    return file_name.partition(".")[0].rstrip(" ").lower() in DEVICES


def file_stem(name: str) -> str:
    """A name as a file name without extension; changed if Windows reserves it for a device."""
    return f"{name}_" if is_device(name) else name


def why_no_file(name: str) -> str:
    """Why a file name is not valid on every file system; empty if it is."""
    if is_device(name):
        return "Windows reserves that name for a device"
    if name.endswith((".", " ")):
        return "Windows allows no dot or space at the end of a name"
    found = _NOT_IN_FILE_NAMES.search(name)
    return f"Windows allows no {found[0]!r} in the name of a file" if found else ""
