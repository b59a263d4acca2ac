"""One odd thing in a document, and how to put there what botocore takes it for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from botosmith.models.validation.values import Flaw
from botosmith.problems import OddRule

ABSENT: Final[Any] = object()
"""Stands for a value that is not there."""

AS_IT_IS: Final[Any] = object()
"""Stands for the value that is there: generating passes over it, too."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is odd at the key of an object of a document; ``meant`` is what botocore makes of it."""

    rule: OddRule
    where: str
    message: str
    owner: dict[str, Any]
    key: str
    meant: Any = ABSENT
    advice: str = ""

    def repair(self) -> None:
        """Put what is meant into the document that the oddity was found in."""
        if self.meant is ABSENT:
            self.owner.pop(self.key, None)
        elif self.meant is not AS_IT_IS:
            self.owner[self.key] = self.meant

    @property
    def flaw(self) -> Flaw:
        """The oddity as a message says it."""
        return Flaw(self.where, self.message, rule=self.rule, advice=self.advice)


Oddities = Iterator[Oddity]
"""Of one document."""
