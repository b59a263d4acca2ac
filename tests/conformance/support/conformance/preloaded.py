"""What every worker process needs, imported once: see ``pool``."""

from __future__ import annotations

from botosmith.build import build
from botosmith.load import Library
from botosmith.render import render
from conformance import examine

__all__ = ["examine"]

render(build(Library().load("importexport")))  # templates are compiled, caches filled
