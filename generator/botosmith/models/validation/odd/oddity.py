"""One odd value in a document, and how to replace it by botocore's understanding of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from botosmith.models.validation.values import Flaw
from botosmith.problems import OddRule

ABSENT: Final[Any] = object()
"""Stands for a missing value."""

AS_IT_IS: Final[Any] = object()
"""Stands for the odd value itself: the generator ignores it, too."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """An odd value at a key of an object; ``meant`` is how botocore understands it."""

    rule: OddRule
    where: str
    message: str
    owner: dict[str, Any]
    key: str
    meant: Any = ABSENT
    advice: str = ""

    def repair(self) -> None:
        """Put ``meant`` into the document."""
        if self.meant is ABSENT:
            self.owner.pop(self.key, None)
        elif self.meant is not AS_IT_IS:
            self.owner[self.key] = self.meant

    @property
    def flaw(self) -> Flaw:
        """The oddity as a ``Flaw``, for messages."""
        return Flaw(self.where, self.message, rule=self.rule, advice=self.advice)


Oddities = Iterator[Oddity]
"""The oddities of one document."""
