"""What every worker process needs, imported once: see ``pool``."""

from __future__ import annotations

from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.package.render import render
from conformance import examine

__all__ = ["examine"]

render(build(Library().load("importexport")))  # templates are compiled, caches filled
