"""Paginators and waiters: botocore's own, with types on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast, overload

from botocore.exceptions import WaiterError

from botosmith_runtime.errors import ServiceExceptions

if TYPE_CHECKING:
    from botocore.paginate import PageIterator
    from botocore.paginate import Paginator as BotocorePaginator
    from botocore.waiter import Waiter as BotocoreWaiter

    _Page = TypeVar("_Page")
    _FullResult = TypeVar("_FullResult")
    _Searched = TypeVar("_Searched", bound=str)
    _Found = TypeVar("_Found")

    class Pages(PageIterator[_Page], Generic[_Page, _FullResult, _Searched, _Found]):
        """botocore's ``PageIterator``, with types for the results of all pages together."""

        def build_full_result(self) -> _FullResult: ...  # type: ignore[override]

        @overload
        def search(self, expression: _Searched) -> Iterator[_Found]: ...
        @overload
        def search(self, expression: str) -> Iterator[Any]: ...
        def search(self, expression: str) -> Iterator[Any]: ...


class Paginator:
    """Wraps a botocore paginator; generated classes have a ``paginate`` with typed pages.

    It is not generic: a type checker would then check the pages of every paginator to check one.
    """

    def __init__(self, paginator: BotocorePaginator[Any]) -> None:
        self._paginator = paginator

    def _paginate(self, params: Mapping[str, object]) -> Pages[Any, Any, Any, Any]:
        pages: Any = self._paginator.paginate(**params)
        return cast("Pages[Any, Any, Any, Any]", pages)

    def __getattr__(self, name: str) -> Any:
        """Any other attribute of botocore's paginator."""
        if name == "_paginator":  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(self._paginator, name)


def items(pages: PageIterator[Any]) -> Iterator[Any]:
    """The items of all pages, by the first result key, one page at a time."""
    keys: Any = pages.result_keys
    for page in pages:
        yield from keys[0].search(page) or ()


class Waiter:
    """Wraps a botocore waiter; its parameters have types, and it raises modelled errors."""

    def __init__(self, waiter: BotocoreWaiter, exceptions: ServiceExceptions) -> None:
        self._waiter = waiter
        self._exceptions = exceptions

    def _wait(self, params: Mapping[str, object]) -> None:
        try:
            self._waiter.wait(**params)
        except WaiterError as error:
            self._raise_modelled(error)

    def _raise_modelled(self, error: WaiterError) -> NoReturn:
        """Raise the error as one that the model describes, if it does."""
        config: Any = self._waiter.config
        failure = self._exceptions.from_waiter(error, config.operation)
        if failure is error:
            raise error
        raise failure from error

    def __getattr__(self, name: str) -> Any:
        """Any other attribute of botocore's waiter: ``name``, ``config``."""
        if name == "_waiter":  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(self._waiter, name)
