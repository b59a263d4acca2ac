"""What botocore's objects hold that nothing public gives."""

from __future__ import annotations

from typing import Any


def inside(value: Any) -> dict[str, Any]:
    """The attributes of an object, by name; changes to the dict are changes to the object."""
    attributes: dict[str, Any] = value.__dict__
    return attributes
