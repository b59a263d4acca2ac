"""Pictures of an editor: what pyright's language server says about code that uses a package."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from rich.console import Console
from rich.style import Style
from rich.syntax import Syntax
from rich.text import Text

from pictures.language_server import server

_WIDTH = 66
_SHOWN = 6
_CURSOR = "|"  # where completions are asked for, in the code of a picture
_WRONG = Style(underline=True, color="#ff7b72")
_NOTE = Style(color="#ff7b72", bgcolor="#2d1f23")
_NUMBER = Style(color="#7d8793")
_MENU = Style(color="#e4e8ee", bgcolor="#3a4250")
_THEME = "monokai"

# rich's own format, without the font that it loads from elsewhere, and with words for those who
# do not see the picture.
_FORMAT = """\
<svg viewBox="0 0 {{width}} {{height}}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-labelledby="{{unique_id}}-name {{unique_id}}-desc">
<title id="{{unique_id}}-name">{title}</title>
<desc id="{{unique_id}}-desc">{description}</desc>
<style>
.{{unique_id}}-matrix {{{{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {{char_height}}px; line-height: {{line_height}}px;
}}}}
.{{unique_id}}-title {{{{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}}}
{{styles}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal">
<rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}"/>
</clipPath>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" \
clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""


class Scene(NamedTuple):
    """A file in an editor; ``|`` in its code is the cursor, where the editor completes."""

    file: str
    name: str
    description: str
    code: str


SCENES = (
    Scene(
        file="editor-completion",
        name="status.py",
        description="An editor lists the keys of the response of get_status.",
        code="""\
from botosmith_importexport import connect

client = connect(region_name="us-east-1")
status = client.get_status(JobId="HSSW2")
print(status.get("|"))
""",
    ),
    Scene(
        file="editor-errors",
        name="test_status.py",
        description="An editor marks two wrong members and a wrong error name in a test.",
        code="""\
from botosmith_importexport.fakes import FakeImportExport


def test_status(fake_importexport: FakeImportExport) -> None:
    fake = fake_importexport
    fake.get_status(JobID="J1").returns(ErrorCount=0)
    fake.get_status().returns(ProgresCode="Started")
    fake.cancel_job().raises("InvalidJobId")
""",
    ),
)


def pictures() -> dict[str, str]:
    """Each scene as SVG, by the name of its file."""
    with tempfile.TemporaryDirectory() as directory, server(Path(directory)) as asked:
        drawn: dict[str, str] = {}
        for scene in SCENES:
            code = scene.code.replace(_CURSOR, "")
            (Path(directory) / scene.name).write_text(code, encoding="utf-8")
            findings = asked.open(scene.name, code)
            lines = _highlighted(code)
            notes: dict[int, list[Text]] = {}
            if _CURSOR in scene.code:
                before = scene.code.partition(_CURSOR)[0]
                line, column = before.count("\n"), len(before.rpartition("\n")[2])
                proposed = asked.completions(scene.name, line, column)
                notes[line] = _menu(column, proposed)
            else:
                for finding in findings:
                    lines[finding.line].stylize(_WRONG, finding.start, finding.end)
                    notes.setdefault(finding.line, []).extend(_note(finding.message))
            drawn[scene.file] = _picture(scene, lines, notes)
        return drawn


def _highlighted(code: str) -> list[Text]:
    text = Syntax(code, "python", theme=_THEME, background_color="default").highlight(code)
    return [*text.split("\n", allow_blank=False)]


def _menu(column: int, proposed: list[str]) -> list[Text]:
    shown = [label.strip("\"'") for label in proposed[:_SHOWN]]
    width = max(map(len, shown))
    return [Text(" " * column).append(f" {label:{width}} ", _MENU) for label in shown]


def _note(message: str) -> list[Text]:
    lines = wrap(message.splitlines()[0], _WIDTH - 10)
    return [Text("    ").append(f" {line:{max(map(len, lines))}} ", _NOTE) for line in lines]


def _picture(scene: Scene, lines: list[Text], notes: dict[int, list[Text]]) -> str:
    console = Console(
        record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for number, line in enumerate(lines):
        console.print(Text().append(f"{number + 1:2}  ", _NUMBER).append_text(line))
        for note in notes.get(number, []):
            console.print(Text("    ").append_text(note))
    console.print()
    code_format = _FORMAT.format(title=scene.name, description=scene.description)
    return console.export_svg(title=scene.name, code_format=code_format, unique_id=scene.file)
