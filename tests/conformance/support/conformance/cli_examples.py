"""The examples of the AWS CLI's reference, read from its package: commands and their outputs.

An example file is reStructuredText, a file for each command (``ec2/describe-images.rst``). What
counts in it are its literal blocks: a command, an output, or the content of a file that a command
reads. An output belongs to the last command before it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TITLE = re.compile(r"\W*(?:\w+ )*?(?:output|result|response)\b", re.IGNORECASE)
_CONTENT = re.compile(r"content|input|\.(?:json|ya?ml|txt)\b", re.IGNORECASE)
_FILE = re.compile(r"[\w.-]+\.\w+")
_COMMAND = re.compile(r"(?:[$>%#] ?)?(?:sudo )?aws\s")
_RUN = re.compile(r"`\w+ [^`]*`|\$\(")
_OPTION = re.compile(r"\s--(?:query|generate-cli-skeleton|output(?![ =]+json))\b")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as a shell takes it: its words without ``aws``.

    There are none where no shell takes it, or would run another program for one of them.
    ``files`` holds the contents of files that the example shows, by their names.
    """

    name: str
    words: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Output:
    """What an example shows as the output of ``command``, which is two words of the CLI.

    ``chosen`` says that the command prints a part of the response or another format than JSON.
    """

    name: str
    command: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Examples:
    """The commands and outputs of some services, in the order of the files."""

    commands: list[Command]
    outputs: list[Output]


def services(directory: Path) -> list[str]:
    """The folders of examples, which are the CLI's names of services."""
    return sorted(path.name for path in directory.iterdir() if path.is_dir())


def read(directory: Path, service: str) -> Examples:
    """Every example of a service; the names are those of files, with a number each."""
    found = Examples([], [])
    for path in sorted((directory / service).rglob("*.rst")):
        name = path.relative_to(directory).with_suffix("").as_posix()
        _read(name, path.read_text(encoding="utf-8").expandtabs(4).splitlines(), found)
    return found


def _read(name: str, lines: list[str], found: Examples) -> None:
    blocks = list(_blocks(lines))
    files = {
        file: block
        for title, block in blocks
        if not _COMMAND.match(block)
        for file in _FILE.findall(title)[:1]
    }
    commands = outputs = 0
    command, chosen = " ".join(name.split("/")[:2]), False
    for title, block in blocks:
        if _COMMAND.match(block):
            for text, output in _commands(block):
                commands += 1
                words = _words(text)
                found.commands.append(Command(f"{name}#{commands}", words, files))
                command, chosen = " ".join(words[:2]) or command, bool(_OPTION.search(text))
                if output:
                    outputs += 1
                    found.outputs.append(Output(f"{name}#{outputs}", command, output, chosen))
        elif _TITLE.match(title) and not _CONTENT.search(title):
            outputs += 1
            found.outputs.append(Output(f"{name}#{outputs}", command, block, chosen))


def _blocks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Indented blocks with the line before them, without their indentation's first level."""
    at = 0
    while at < len(lines):
        title = lines[at].strip()
        depth = _depth(lines[at]) if title.endswith("::") else 0
        follows = at + 1
        while follows < len(lines) and (
            not lines[follows].strip() or _depth(lines[follows]) > depth
        ):
            follows += 1
        block = "\n".join(lines[at + 1 : follows]).strip()
        if title and block and (title.endswith("::") or _COMMAND.match(block)):
            yield title, block
            at = follows
        else:
            at += 1


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what is printed below it."""
    lines = block.splitlines()
    while lines:
        taken = _taken(lines)
        text, lines = "\n".join(lines[:taken]), lines[taken:]
        output: list[str] = []
        while lines and not _COMMAND.match(lines[0].strip()):
            output.append(lines.pop(0))
        yield text, "\n".join(output).strip()


def _taken(lines: list[str]) -> int:
    """How many lines the first command has: those that go on by a sign or inside quotes."""
    for count in range(1, len(lines)):
        if lines[count - 1].rstrip().endswith(("\\", "^")):
            continue
        following = lines[count].strip()
        if _split("\n".join(lines[:count])) is not None and not following.startswith("--"):
            return count
    return len(lines)


def _split(text: str) -> list[str] | None:
    joined = re.sub(r"[\\^][ ]*\n\s*", " ", text)
    try:  # a shell takes the sign away before these inside quotes, too, and shlex does not
        return shlex.split(re.sub(r"\\([$`])", r"\1", joined))
    except ValueError:  # a quotation mark without its other one
        return None


def _words(text: str) -> tuple[str, ...]:
    """The words after ``aws``, up to what the shell does with the output."""
    words = [word for word in _split(text) or () if word != "\n"]
    if "aws" not in words or any(_RUN.search(word) for word in words):
        return ()
    words = words[words.index("aws") + 1 :]
    ends = [at for at, word in enumerate(words) if word in ("|", ">", ">>", "&&", ";", "||")]
    return tuple(words[: min(ends, default=len(words))])
