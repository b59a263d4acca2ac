"""The guides as a site: Sphinx builds them without a warning, and every link in them holds."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import TypeVar, is_typeddict
from urllib.parse import unquote, urlsplit

import pytest
from botosmith.cli.build import build_command
from click.testing import CliRunner
from guides import DOCS
from sphinx.util.inventory import InventoryFile

OF_SPHINX = {"genindex", "search", "py-modindex"}
# What programs import; the other modules of the runtime are for generated code.
PUBLIC = (
    "botosmith_runtime.client",
    "botosmith_runtime.errors",
    "botosmith_runtime.fakes",
    "botosmith_runtime.modes",
    "botosmith_runtime.plugin",
    "botosmith_runtime.pollers",
    "botosmith_runtime.strategies",
    "botosmith_runtime.type_defs",
    "botosmith_runtime.violations",
    "botosmith_importexport.fake_types",
    "botosmith_importexport.fakes",
)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guides, with the reference site below them, as `docs/maintaining.md` says."""
    root = tmp_path_factory.mktemp("docs")
    for command in (
        ("botosmith", "build", "--out", str(root / "out"), "--guides", "../index.html"),
        ("sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(root / "html")),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=DOCS.parent,
            env=os.environ | {"BOTOSMITH_REFERENCE": str(root / "out" / "site")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr == ""
    return root / "html"


def test_every_guide_is_a_page(html: Path) -> None:
    pages = {path.stem for path in DOCS.glob("*.md")}
    assert pages == {path.stem for path in html.glob("*.html")} - OF_SPHINX


class _Page(HTMLParser):
    """The links of a page, and what can be linked to in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, sources and ids."""
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif value and (tag, name) in {("a", "href"), ("img", "src"), ("link", "href")}:
                self.links.append(value)


def test_every_link_leads_to_a_page_and_a_place_in_it(html: Path) -> None:
    pages = {path: _Page(path) for path in html.rglob("*.html")}
    broken = [
        f"{path.relative_to(html)}: {link}"
        for path, page in pages.items()
        for link in page.links
        if not _leads(path, link, pages)
    ]
    assert not broken
    assert sum(len(page.links) for page in pages.values()) > 1_000


def _leads(path: Path, link: str, pages: dict[Path, _Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return False
    anchor = unquote(parts.fragment)
    return target not in pages or not anchor or anchor in pages[target].anchors


def test_guides_and_reference_link_to_each_other(html: Path) -> None:
    links = "\n".join(link for path in html.glob("*.html") for link in _Page(path).links)
    for service in ("importexport", "glue-migration", "personium-cell"):
        assert f"reference/{service}/" in links
    back = [_Page(path).links for path in (html / "reference").rglob("*.html")]
    assert back
    assert all(any(link.endswith("../index.html") for link in links) for links in back)


@pytest.mark.parametrize("given", ["javascript:alert(1)", "ftp://guides.example/", 'a"b', "a b"])
def test_guides_that_are_no_page_are_refused(given: str) -> None:
    ran = CliRunner().invoke(build_command, ["importexport", "--guides", given])
    assert ran.exit_code == 2
    assert f"'--guides': {given!r}: expected a path from OUT/site, or http://" in ran.stderr


def test_every_public_name_is_in_the_reference(html: Path) -> None:
    inventory = InventoryFile.loads((html / "objects.inv").read_bytes(), uri="")
    known = {name for names in inventory.data.values() for name in names}
    public = {name for module in PUBLIC for name in _names(importlib.import_module(module))}
    assert len(public) > 200
    assert sorted(public - known) == []


def _names(module: ModuleType) -> Iterator[str]:
    """The full names of what a module defines or offers, and of the members of its classes."""
    listed = getattr(module, "__all__", None)
    for name, value in vars(module).items():
        if name.startswith("_") or isinstance(value, TypeVar):
            continue
        if _is_defined(module, name) if listed is None else name in listed:
            yield f"{module.__name__}.{name}"
            if inspect.isclass(value):
                for member in _members(value):
                    yield f"{module.__name__}.{name}.{member}"


def _members(owner: type) -> Iterator[str]:
    """What is called or read of a class of ours and of its bases; not the keys of a TypedDict."""
    for base in owner.__mro__:
        if base.__module__.startswith("botosmith_") and not is_typeddict(base):
            for name in {**vars(base), **inspect.get_annotations(base)}:
                if not name.startswith("_") and name != "fmt":  # botocore's, of its errors
                    yield name


def _is_defined(module: ModuleType, name: str) -> bool:
    """Whether the module's text gives the name a value, rather than importing it."""
    text = inspect.getsource(module)
    return bool(re.search(rf"^(?:class |def )?{name}\b(?: *[:=(\[]|$)", text, re.MULTILINE))
