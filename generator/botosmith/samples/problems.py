"""Why a shape has no sample."""

from __future__ import annotations


class NoSample(ValueError):
    """A shape that no value satisfies, or none that was found; ``reason`` is a clause.

    ``endless`` says that the way taken leads back to the shape: another way may not.
    """

    def __init__(self, shape: str, reason: str, *, endless: bool = False) -> None:
        super().__init__(f"{shape} has no sample: {reason}")
        self.shape = shape
        self.reason = reason
        self.endless = endless
