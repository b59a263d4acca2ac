"""Paginators and waiters: aiobotocore's own, with types on top."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from botocore.exceptions import WaiterError

from botosmith_runtime import pollers

if TYPE_CHECKING:
    from aiobotocore.paginate import AioPageIterator

    _Page = TypeVar("_Page")
    _FullResult = TypeVar("_FullResult")
    _Searched = TypeVar("_Searched", bound=str)
    _Found = TypeVar("_Found")

    class Pages(AioPageIterator[_Page], Generic[_Page, _FullResult, _Searched, _Found]):
        """aiobotocore's ``AioPageIterator``, with types for the results of all pages together."""

        def __aiter__(self) -> AsyncIterator[_Page]: ...
        async def build_full_result(self) -> _FullResult: ...  # type: ignore[override]

        @overload  # type: ignore[override]
        def search(self, expression: _Searched) -> AsyncIterator[_Found]: ...
        @overload
        def search(self, expression: str) -> AsyncIterator[Any]: ...
        def search(self, expression: str) -> AsyncIterator[Any]: ...


class Paginator(pollers.Paginator):
    """Wraps a paginator of aiobotocore; generated classes have a ``paginate`` with typed pages."""

    def _paginate(  # type: ignore[override]
        self, params: Mapping[str, object]
    ) -> Pages[Any, Any, Any, Any]:
        pages: Any = self._paginator.paginate(**params)
        return cast("Pages[Any, Any, Any, Any]", pages)


async def items(pages: Any) -> AsyncIterator[Any]:
    """The items of all pages, by the first result key, one page at a time."""
    key: Any = pages.result_keys[0]
    async for page in pages:
        for item in key.search(page) or ():
            yield item


class Waiter(pollers.Waiter):
    """Wraps a waiter of aiobotocore; its parameters have types, and it raises modelled errors."""

    async def _wait(self, params: Mapping[str, object]) -> None:  # type: ignore[override]
        waiter: Any = self._waiter
        try:
            await waiter.wait(**params)
        except WaiterError as error:
            self._raise_modelled(error)
