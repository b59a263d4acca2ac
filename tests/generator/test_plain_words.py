"""Texts are in plain words: help, lint advice, messages, docstrings, comments and pages.

Sentences of help and advice are short. No text has a word that readers of English as a second
language have to look up, or a phrase that they have to read twice.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from botosmith.cli import botosmith
from botosmith.text import sentences
from botosmith.tools.lint.rules import RULES

GENERATOR = Path(__file__).parents[2] / "generator"
MOST_WORDS = 35
WORDS = (
    *("anew", "anyhow", "aside", "befall(?:s|en)?", "beside", "commonest", "gravest"),
    *("mend(?:s|ed)?", "telling", "thereby", "told", "twins?", "whoever"),
)
PHRASES = (
    *("above all", "as (?:it|they) stands?", "at the least", "by the look of", "can say"),
    *("clear(?:s|ed)? away", "for want of", "hand(?:s|ed)? out", "holds? (?:itself|themselves)"),
    *("in force", "in the making", "keeps? quiet", "know(?:n|s)? of", "made[ -]up"),
    *("no use in", "out of the way", "pass(?:es|ed)? over", "such as is", "the (?:former|latter)"),
    *("take[ns]? away", "under way", "without a word"),
)
ODD = re.compile(rf"\b(?:{'|'.join((*WORDS, *PHRASES))})\b", re.IGNORECASE)
TEMPLATES = (".html", ".jinja", ".js", ".md")


def commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


def help_texts() -> Iterator[str]:
    for command in (botosmith, *commands(botosmith)):
        yield from (command.help or "", command.short_help or "", command.epilog or "")
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield parameter.help or ""


def advice() -> Iterator[str]:
    for rule in RULES.values():
        yield from (rule.about, rule.fix)


def prose(text: str) -> Iterator[str]:
    """The sentences of a text, without its examples of commands."""
    for paragraph in text.split("\n\n"):
        if not paragraph.lstrip().startswith("\b"):
            yield from sentences(" ".join(paragraph.split()))


def strings() -> Iterator[tuple[str, str]]:
    """The strings of the sources, docstrings and messages among them, each with its place."""
    for file in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{file.relative_to(GENERATOR)}:{node.lineno}", node.value


def comments() -> Iterator[tuple[str, str]]:
    """The comments of the sources, each with its place."""
    for file in sorted(GENERATOR.rglob("*.py")):
        with tokenize.open(file) as source:
            for token in tokenize.generate_tokens(source.readline):
                if token.type == tokenize.COMMENT:
                    yield f"{file.relative_to(GENERATOR)}:{token.start[0]}", token.string


def templates() -> Iterator[tuple[str, str]]:
    """The lines of the templates and of what pages run, each with its place."""
    for file in sorted(GENERATOR.rglob("*")):
        if file.suffix in TEMPLATES or file.name == "extras.schema.json":
            lines = file.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines, 1):
                yield f"{file.relative_to(GENERATOR)}:{number}", line


@pytest.mark.parametrize("texts", [help_texts, advice])
def test_sentences_are_short(texts: Callable[[], Iterator[str]]) -> None:
    said = [sentence for text in texts() for sentence in prose(text)]
    assert said
    assert [one for one in said if len(one.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("texts", [strings, comments, templates])
def test_words_are_plain(texts: Callable[[], Iterator[tuple[str, str]]]) -> None:
    odd = [(place, found[0]) for place, text in texts() if (found := ODD.search(text))]
    assert odd == []
