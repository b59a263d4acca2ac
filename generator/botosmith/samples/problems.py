"""Why a shape has no sample."""

from __future__ import annotations


class NoSample(ValueError):
    """No valid value of a shape exists, or none was found; ``reason`` is a clause.

    ``endless`` means that this value would contain the shape again; another value may not.
    """

    def __init__(self, shape: str, reason: str, *, endless: bool = False) -> None:
        super().__init__(f"{shape} has no sample: {reason}")
        self.shape = shape
        self.reason = reason
        self.endless = endless
