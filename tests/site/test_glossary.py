"""The glossary: every term has a place of its own, and members lead to it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.site.render import render_site

MODELS = Path(__file__).parents[2] / "models"
FRAGMENTS = {  # in the order of the model's file; others are the page's own
    "Job ID": "job-id",
    "Job-ID": "job-id-2",
    "job.id!": "job-id-3",
    "Job ID 2": "job-id-2-2",
    "Terms": "terms-2",
    "patterns": "patterns-2",
    "Main": "main-2",
    "Results": "results-2",
    "名": "x",
    "…": "x-2",
}


def pages(directory: Path) -> dict[str, str]:
    """The pages of AWS Import/Export, as if the patterns of its members had such names."""
    shutil.copytree(MODELS / "importexport", directory / "importexport")
    folder = directory / "importexport/2010-06-01"
    patterns = {name: f"[a-z]{{{number}}}" for number, name in enumerate(FRAGMENTS)}
    service = json.loads((folder / "service-2.json").read_text("utf-8"))
    request = service["shapes"]["CreateJobInput"]
    for number, pattern in enumerate(patterns.values()):
        service["shapes"][f"Named{number}"] = {"type": "string", "pattern": pattern}
        request["members"][f"Member{number}"] = {"shape": f"Named{number}"}
    (folder / "service-2.json").write_text(json.dumps(service), encoding="utf-8")
    extras = json.loads((folder / "botosmith-1.json").read_text("utf-8"))
    extras["glossary"] = [{"name": name, "pattern": one} for name, one in patterns.items()]
    (folder / "botosmith-1.json").write_text(json.dumps(extras), encoding="utf-8")
    (folder / "examples-1.json").unlink()
    model = Library((directory,)).load("importexport")
    return {
        path: text
        for path, text in render_site(build(model), model).items()
        if isinstance(text, str)
    }


def test_terms_have_fragments_of_their_own(tmp_path: Path) -> None:
    found = pages(tmp_path)
    ids = re.findall(r'\bid="([^"]*)"', found["glossary.html"])
    assert len(ids) == len(set(ids))
    headings = re.findall(r'<h3 id="([^"]*)">([^<]*)</h3>', found["glossary.html"])
    assert [(name, fragment) for fragment, name in headings] == list(FRAGMENTS.items())
    operation = found["operations/create_job.html"]
    linked = re.findall(r'<a href="\.\./glossary\.html#([^"]*)">([^<]*)</a>', operation)
    assert {name: fragment for fragment, name in linked} == FRAGMENTS
