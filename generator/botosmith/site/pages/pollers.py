"""The pages of paginators and waiters."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith.site.context import Context


def poller_pages(context: Context) -> Iterator[tuple[str, str]]:
    """A page for each paginator and each waiter."""
    for paginator in context.service.paginators:
        path = context.paths.paginators[paginator.operation]
        shown = context.wide_snippets.paginating(paginator)
        yield path, context.page("pages/paginator", path, paginator=paginator, shown=shown)
    for waiter in context.service.waiters:
        path = context.paths.waiters[waiter.method]
        yield (
            path,
            context.page(
                "pages/waiter",
                path,
                waiter=waiter,
                longest=duration(waiter.delay * waiter.max_attempts),
                shown=context.wide_snippets.waiting(waiter),
            ),
        )


def duration(seconds: int) -> str:
    """``10 minutes``, ``1 hour 30 minutes``, ``45 seconds``."""
    units = (("hour", seconds // 3600), ("minute", seconds // 60 % 60), ("second", seconds % 60))
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for unit, count in units if count]
    return " ".join(said) or "0 seconds"
