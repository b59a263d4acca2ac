"""What only some rules have, beside what every ``Rule`` does: bases of generated ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from botosmith_runtime.errors import ServiceError

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.fakes.types import HTTPFailure

ErrorT = TypeVar("ErrorT")
PageT = TypeVar("PageT")


class Raises(Generic[ErrorT]):
    """A rule whose errors come without fields of their own: what its ``raises`` takes."""

    if TYPE_CHECKING:

        def _raises(self, error: Any, given: dict[str, Any]) -> Self: ...

    @overload
    def raises(self, error: ErrorT, /, *, message: str = ...) -> Self: ...

    @overload
    def raises(self, error: HTTPFailure, /) -> Self: ...

    @overload
    def raises(
        self,
        error: str | type[ServiceError],
        /,
        *,
        unmodelled: Literal[True],
        message: str = ...,
        http_status: int = ...,
        **fields: Any,
    ) -> Self: ...

    def raises(self, error: Any, /, **given: Any) -> Self:
        """Answer with an error that the operation declares, a common one, or an ``unmodelled`` one.

        That is what is left after retries, whatever its status; one that botocore is to retry is
        for ``throttles``. botocore's own errors, such as ``ReadTimeoutError``, are retried: every
        attempt meets one, or as many as ``times`` says.

        Where a service once spoke the query protocol (SQS, CloudWatch), ``Error`` has the ``Code``
        of old, such as ``AWS.SimpleQueueService.NonExistentQueue``, and the name in the model for a
        ``QueryErrorCode``, as botocore has it of the service's header.
        """
        return self._raises(error, given)


class Pages(Generic[PageT]):
    """A rule for an operation that has a paginator."""

    if TYPE_CHECKING:

        def _pages(self, contents: Any) -> Self: ...

    def pages(self, contents: Sequence[PageT]) -> Self:
        """Answer each call with the page that it asks for; what links the pages is filled in."""
        return self._pages(contents)
