"""Prints the files above the services' folders: the home page, its search, the shared files."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from botosmith import __version__
from botosmith.names import package_name
from botosmith.package.project.project import install_command
from botosmith.package.render import Files
from botosmith.problems import BotosmithError
from botosmith.site.assets.scripts import scripts
from botosmith.site.environment import html, plain_text
from botosmith.site.index.search import script
from botosmith.site.parts.code import shell_pane


def render_home(services: list[dict[str, Any]], *, site_url: str = "/", guides: str = "") -> Files:
    """The files above the folders; ``services`` are the contents of their ``service.json``."""
    names = [service["name"] for service in services]
    style = resources.files("botosmith.site") / "assets" / "site.css"
    files: Files = {"site.css": style.read_text("utf-8"), **scripts()}
    package = package_name(names[0] if names else "importexport")
    files["index.html"] = html(
        "home/home.html",
        services=services,
        guides=guides,
        version=__version__,
        install=shell_pane(install_command("out/wheels", [package])),
    )
    urls = [urljoin(site_url, f"{name}/sitemap.xml") for name in names]
    for name in ("home_llms.txt", "home_sitemap.xml"):
        files[name.removeprefix("home_")] = plain_text(f"home/{name}", services=services, urls=urls)
    files["search.js"] = script("botosmithIndex", _entries(services))
    return files


def services_in(site: Path) -> list[dict[str, Any]]:
    """The ``service.json`` of each folder of a site, by name; earlier builds are included."""
    return [_read(path) for path in sorted(site.glob("[!.]*/service.json"))]


def _read(path: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {key: about[key] for key in ("name", "title", "summary", "operations")}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BotosmithError(
            f"{path} is not what botosmith wrote ({error}): build {path.parent.name} again, or "
            f"remove {path.parent}"
        ) from error


def _entries(services: list[dict[str, Any]]) -> list[Any]:
    """Services and their operations, as ``site.js`` searches them: see ``search.index``."""
    named = [[s["name"], f"{s['name']}/index.html", " ".join(s["title"].split())] for s in services]
    operations = [
        [f"operation of {s['name']}", f"{s['name']}/operations", [[one] for one in s["operations"]]]
        for s in services
    ]
    return [["service", "", named], *operations]
