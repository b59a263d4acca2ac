"""Reads files of rules, and finds the line of each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomllib

from botosmith.models.documents import is_list, is_object
from botosmith.problems import BotosmithError

_MOST = 64 * 1024 * 1024  # bytes
_DEEPEST = 100  # lists and tables inside one another
_TOML_RULE = re.compile(r"\s*\[\[\s*rules\s*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDocument:
    """The content of a file of rules, and the line of each rule."""

    file: Path
    content: dict[str, Any]
    lines: tuple[int, ...]

    def place(self, rule: int) -> str:
        """``FILE:LINE`` of a rule by its index; ``FILE`` if its line is not known."""
        return f"{self.file}:{self.lines[rule]}" if rule < len(self.lines) else str(self.file)


def read(file: Path) -> RulesDocument:
    """The rules in a file: YAML if its name ends so, else TOML. Raises BotosmithError."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST + 1)
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    if len(content) > _MOST:
        raise BotosmithError(f"{file} has more than {_MOST:,} bytes")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BotosmithError(f"{file} is not UTF-8: byte {error.start}") from error
    if file.suffix in (".yaml", ".yml"):
        return _yaml(file, text)
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BotosmithError(f"{file} is not TOML: {error}") from error
    numbered = enumerate(text.splitlines(), start=1)
    lines = tuple(number for number, line in numbered if _TOML_RULE.match(line))
    return RulesDocument(file=file, content=found, lines=lines)


def _yaml(file: Path, text: str) -> RulesDocument:
    try:
        import yaml
    except ImportError as error:
        raise BotosmithError(
            f"{file} needs PyYAML: pip install pyyaml, or write the rules in TOML"
        ) from error
    parser: Any = yaml
    try:
        _refuse_odd(file, parser, text)
        found = parser.safe_load(text)
        root = parser.compose(text)
    except (parser.YAMLError, RecursionError) as error:
        raise BotosmithError(f"{file} is not YAML: {error}") from error
    if not is_object(found):
        raise BotosmithError(f"{file}: expected an object with the key rules")
    lines: list[int] = []
    for key, value in root.value:
        if key.value == "rules" and is_list(value.value):
            lines = [one.start_mark.line + 1 for one in value.value]
    return RulesDocument(file=file, content=found, lines=tuple(lines))


def _refuse_odd(file: Path, parser: Any, text: str) -> None:
    """Raise BotosmithError for aliases, which make small files huge, and for deep values."""
    depth = 0
    for event in parser.parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, parser.AliasEvent):
            raise BotosmithError(f"{file}:{line}: aliases such as *{event.anchor} are not read")
        depth += isinstance(event, parser.CollectionStartEvent)
        depth -= isinstance(event, parser.CollectionEndEvent)
        if depth > _DEEPEST:
            raise BotosmithError(f"{file}:{line}: more than {_DEEPEST} values inside one another")
