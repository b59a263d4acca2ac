"""Access to attributes of botocore's objects for which there is no public API."""

from __future__ import annotations

from typing import Any


def inside(value: Any) -> dict[str, Any]:
    """The attributes of an object, by name; changing the dict changes the object."""
    attributes: dict[str, Any] = value.__dict__
    return attributes
