"""Paginators and waiters: botocore's own, with types on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

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
        """botocore's ``PageIterator``, with types for what all pages give together."""

        def build_full_result(self) -> _FullResult: ...  # type: ignore[override]

        @overload
        def search(self, expression: _Searched) -> Iterator[_Found]: ...
        @overload
        def search(self, expression: str) -> Iterator[Any]: ...
        def search(self, expression: str) -> Iterator[Any]: ...


class Paginator:
    """A paginator of botocore's; generated ones have a ``paginate`` whose pages have a type.

    Not generic: a type checker would then look at the pages of every paginator to know of one.
    """

    def __init__(self, paginator: BotocorePaginator[Any]) -> None:
        self._paginator = paginator

    def _paginate(self, params: Mapping[str, object]) -> Pages[Any, Any, Any, Any]:
        pages: Any = self._paginator.paginate(**params)
        return cast("Pages[Any, Any, Any, Any]", pages)

    def __getattr__(self, name: str) -> Any:
        """Whatever else botocore's paginator offers."""
        if name == "_paginator":  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(self._paginator, name)


def items(pages: PageIterator[Any]) -> Iterator[Any]:
    """The items of every page's first result key, one page at a time."""
    keys: Any = pages.result_keys
    for page in pages:
        yield from keys[0].search(page) or ()


class Waiter:
    """A waiter of botocore's, whose parameters have types and whose errors have classes."""

    def __init__(self, waiter: BotocoreWaiter, exceptions: ServiceExceptions) -> None:
        self._waiter = waiter
        self._exceptions = exceptions

    def _wait(self, params: Mapping[str, object]) -> None:
        try:
            self._waiter.wait(**params)
        except WaiterError as error:
            config: Any = self._waiter.config
            failure = self._exceptions.from_waiter(error, config.operation)
            if failure is error:
                raise
            raise failure from error

    def __getattr__(self, name: str) -> Any:
        """Whatever else botocore's waiter offers: ``name``, ``config``."""
        if name == "_waiter":  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(self._waiter, name)
