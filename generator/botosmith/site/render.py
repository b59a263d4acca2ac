"""One service's folder of the site."""

from __future__ import annotations

from botosmith import ir
from botosmith.models.load import Model
from botosmith.package.render import Files
from botosmith.site.context import Context
from botosmith.site.history import Step
from botosmith.site.index import inventory, search
from botosmith.site.pages.guides import guide_pages
from botosmith.site.pages.operations import operation_pages
from botosmith.site.pages.pollers import poller_pages
from botosmith.site.pages.resources import resource_pages
from botosmith.site.pages.service import about
from botosmith.site.pages.shapes import shape_pages
from botosmith.site.schemas import schemas


def render_site(
    service: ir.Service,
    model: Model,
    *,
    history: tuple[Step, ...] = (),
    site_url: str = "/",
    guides: str = "",
) -> Files:
    """All files of a service's folder in the site.

    ``history`` are the steps that led to this API version. ``site_url`` is the site's address, for
    the sitemap and canonical URLs; if it is a path, there are no canonical URLs. ``guides`` is the
    link to guides in each page: a URL, or a path from the site's root.
    """
    context = Context(service, model, history, site_url, guides)
    files: Files = {}
    for pages in (guide_pages, operation_pages, poller_pages, resource_pages, shape_pages):
        files.update(pages(context))
    html = sorted(path for path in files if path.endswith(".html"))
    files.update(schemas(service, context.paths.schema))
    files["nav.js"] = search.navigation(context.groups, context.paths)
    files["search.js"] = search.index(context)
    files["objects.inv"] = inventory.inventory(service, context.paths, context.types)
    files["service.json"] = search.data(about(service), indent=1) + "\n"
    files["sitemap.xml"] = context.text(
        "index/sitemap.xml", urls=[context.url(path) for path in html]
    )
    return dict(sorted(files.items()))
