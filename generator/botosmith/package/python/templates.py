"""The templates: the filters that all have, and the data of a module's template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context

from botosmith import names, text
from botosmith.package.python import imports, prose
from botosmith.package.python.code import call
from botosmith.package.python.files import Subject, header
from botosmith.package.python.statements import (
    assigned,
    class_header,
    keywords,
    literal_parameter,
    returned,
)

Filters = Mapping[str, Callable[..., Any]]


class Templates:
    """The templates of a folder, with the shared filters and the folder's own.

    Templates use filters, not functions: Jinja takes twenty times as long to call a function.
    """

    def __init__(self, filters: Filters) -> None:
        self._filters = filters

    def module(
        self,
        template: str,
        subject: Subject,
        used: imports.Imports,
        *,
        exported: Iterable[str],
        **given: Any,
    ) -> str:
        """A module from its template, which extends ``module`` (``module.jinja`` in this folder).

        ``used`` collects the module's imports. ``exported`` are the names in its ``__all__``.
        """
        base = _base()
        return self.file(template, subject, module=base, imports=used, exported=exported, **given)

    def file(self, template: str, subject: Subject, **given: Any) -> str:
        """A file from its template; ``given`` is the data for this template."""
        service = subject.service
        return self.get(template).render(given, service=service, header=header(service))

    def get(self, template: str) -> Template:
        """A template that those of other folders can include."""
        return self._environment.get_template(f"{template}.jinja")

    @cached_property
    def _environment(self) -> Environment:
        # Python is written, not HTML: `docstring` and `literal` escape text.
        return environment(_loader(), {**_FILTERS, **self._filters}, autoescape=False)


def environment(loader: BaseLoader, filters: Filters, *, autoescape: bool) -> Environment:
    """A Jinja environment with the settings for all templates of packages and of the site."""
    made = Environment(
        loader=loader,
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates do not change during a run, and the check takes time
    )
    made.filters.update(filters)
    return made


def collecting(function: Callable[..., str]) -> Callable[..., str]:
    """A filter for a function whose first argument is the module's ``Imports``."""

    @pass_context
    def collect(context: Context, *arguments: Any) -> str:
        return function(context["imports"], *arguments)

    return collect


@lru_cache(maxsize=1)
def _base() -> Template:
    return Templates({}).get("python/module")


@lru_cache(maxsize=1)
def _loader() -> BaseLoader:
    return PackageLoader("botosmith", "package")


_FILTERS: Filters = {
    "assigned": assigned,
    "call": call,
    "class_header": class_header,
    "docstring": text.docstring,
    "exports": imports.exports,
    "following": prose.following,
    "items_method": names.items_method,
    "keywords": collecting(keywords),
    "literal": text.literal,
    "literal_parameter": collecting(literal_parameter),
    "load": collecting(imports.Imports.load),
    "markdown": prose.markdown,
    "opening": prose.opening,
    "overview": prose.overview,
    "paragraphs": text.paragraphs,
    "printable": text.printable,
    "returned": returned,
    "summary": text.summary,
    "use": collecting(imports.Imports.use),
    "wrapped": prose.wrapped,
}
