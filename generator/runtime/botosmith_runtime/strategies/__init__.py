"""Hypothesis strategies for valid requests and responses of a service.

A payload contains some of the optional members. When it has become large, only required members are
added. Payloads shrink to the fewest members, the shortest lists and plain values.

Hypothesis fails an example that takes longer than 200 ms. The first fake of a process can take
longer, and so can any example on a busy machine: a test that opens a fake sets
``@settings(deadline=None)``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from botosmith_runtime.strategies.payloads import Payloads

__all__ = ["Strategies"]


class Strategies:
    """The strategies of one generated package. Its files are read when the first one is used."""

    def __init__(self, package: str) -> None:
        """Raises ImportError if hypothesis is not installed."""
        try:
            from botosmith_runtime.strategies import payloads
        except ModuleNotFoundError as error:
            if error.name != "hypothesis":
                raise
            extra = f"{package.replace('_', '-')}[strategies]"
            raise ImportError(
                f'{package}.strategies needs hypothesis: pip install "{extra}"', name="hypothesis"
            ) from None
        self._package = package
        self._payloads_of = payloads.Payloads

    @cached_property
    def _payloads(self) -> Payloads:
        return self._payloads_of(self._package)

    def request(self, shape: str) -> SearchStrategy[Any]:
        """Parameters of the operations whose input is that shape.

        Raises ValueError if the model allows none.
        """
        return self._payloads.requests(shape)

    def response(self, shape: str | None = None, *, status: int = 200) -> SearchStrategy[Any]:
        """What botocore returns for an output of that shape; None if an operation has no output.

        Raises ValueError if the model allows none.
        """
        return self._payloads.responses(shape, status)
