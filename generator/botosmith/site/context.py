"""The data that all pages of a service are made from, and the printing of a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from botosmith import __version__, ir
from botosmith.ir.graph import reached
from botosmith.models.load import Model
from botosmith.package.python.files import header
from botosmith.site.environment import html, plain_text
from botosmith.site.examples.examples import Examples
from botosmith.site.history import Step
from botosmith.site.parts.grouping import Groups, groups
from botosmith.site.parts.members import Members
from botosmith.site.parts.prose import Prose
from botosmith.site.parts.usage import ShapeUse, uses
from botosmith.site.paths import Pages
from botosmith.site.snippets import Snippets
from botosmith.site.snippets.layout import WIDE


class Context:
    """One service with the data that more than one kind of page needs."""

    def __init__(
        self,
        service: ir.Service,
        model: Model,
        history: tuple[Step, ...],
        site_url: str,
        guides: str = "",
    ) -> None:
        self.service = service
        self.history = history
        self.paths = Pages(service)
        self.shapes = {shape.name: shape for shape in service.shapes}
        self.errors = {error.name: error for error in service.errors}
        self.prose = Prose(self.paths.links())
        self.members = Members(service, self.paths, self.prose)
        self.examples = Examples(service, model)
        self.pagination: Mapping[str, Any] = model.document("paginators-1").get("pagination", {})
        self.snippets = Snippets(service, model, self.examples)
        self.wide_snippets = Snippets(service, model, self.examples, WIDE)
        self._guides = guides
        self._base = urljoin(site_url, f"{service.name}/")

    @cached_property
    def groups(self) -> Groups:
        """The operations in groups."""
        return groups(self.service)

    @cached_property
    def uses(self) -> dict[str, tuple[ShapeUse, ...]]:
        """Where each shape is used, by its name."""
        return uses(self.service, self.paths)

    @cached_property
    def types(self) -> dict[str, list[str]]:
        """The generated ``TypedDict`` classes of each structure that has a page."""
        found: dict[str, list[str]] = {}
        for definition in self.service.types:
            if self.paths.of_shape(definition.shape):
                found.setdefault(definition.shape, []).append(definition.name)
        return found

    def side(self, shape: str) -> ir.Direction:
        """``input`` if callers send the shape, ``output`` if they only receive it."""
        return "input" if shape in self._sent else "output"

    @cached_property
    def _sent(self) -> frozenset[str]:
        return reached(self.shapes, [o.input for o in self.service.operations if o.input])

    def links(self, operation: ir.Operation | None) -> list[ir.Link]:
        """The links whose titles name the operation, and those that name no operation."""
        own = operation.name if operation else ""
        return [link for link, named in self._links if own in named or not named]

    @cached_property
    def _links(self) -> list[tuple[ir.Link, set[str]]]:
        names = {operation.name for operation in self.service.operations}
        return [(link, names & set(link.title.split())) for link in self.service.links]

    def url(self, path: str) -> str:
        """The URL of a page: absolute, if the site's own address is known."""
        return self._base + path

    def page(self, template: str, path: str, **extra: Any) -> str:
        """An HTML page."""
        up = "../" * path.count("/")
        url = self.url(path)
        absolute = self._guides.startswith(("/", "http:", "https:"))
        prose = self._prose_in_folder if up else self._prose_at_top
        return html(
            f"{template}.html",
            service=self.service,
            header=header(self.service),
            version=__version__,
            pages=self.paths,
            up=up,
            prose=prose,
            guides=self._guides if absolute or not self._guides else f"{up}../{self._guides}",
            canonical=url if "://" in url else "",
            **extra,
        )

    def text(self, template: str, **extra: Any) -> str:
        """A plain-text or Markdown file."""
        return plain_text(template, service=self.service, pages=self.paths, **extra)

    def _prose_in_folder(self, documentation: str) -> Markup:
        return Markup(self.prose.html(documentation))

    def _prose_at_top(self, documentation: str) -> Markup:
        return Markup(self.prose.html(documentation).replace('href="../', 'href="'))
