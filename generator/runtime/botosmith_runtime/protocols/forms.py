"""Forms and query strings -> pairs, trees and values: the requests of query and ec2."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

from botosmith_runtime.protocols import limits, parts, texts
from botosmith_runtime.protocols.errors import Wrong, shown, type_of
from botosmith_runtime.protocols.parts import Members
from botosmith_runtime.protocols.texts import Read

Tree = dict[str, Any]
"""Names, each with its text, or with a tree of the names after its dot."""


def decoded(text: str) -> str:
    """The percent-encoded text of a path, decoded."""
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise Wrong(f"not UTF-8, percent-encoded: {shown(text)}") from None


def pairs(text: str) -> list[tuple[str, str]]:
    """The names and values of a form or of a query string, in order."""
    if text.count("&") >= limits.FIELDS:
        raise Wrong(f"more than {limits.FIELDS:,} parameters")
    if "+" in text:
        text = text.replace("+", " ")
    found: list[tuple[str, str]] = []
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        if "%" in pair:
            name, value = decoded(name), decoded(value)
        if pair:
            found.append((name, value))
    return found


def tree(given: list[tuple[str, str]]) -> Tree:
    """Names with dots as a tree: ``Tag.1.Key=a`` is ``{"Tag": {"1": {"Key": "a"}}}``."""
    root: Tree = {}
    for name, value in given:
        node: Any = root
        last = name
        steps: list[str] = _NO_STEPS
        if "." in name:
            *steps, last = name.split(".")
            if len(steps) > limits.DEPTH:
                raise Wrong(f"more than {limits.DEPTH} names joined by dots")
        for step in steps:
            below: Any = node.get(step)
            if below is None:
                below = node[step] = Tree()
            elif type_of(below) is str:
                if below:
                    raise Wrong(f"{shown(name)} and one of its prefixes both have a value")
                below = node[step] = Tree()  # an empty list, and then its items
            node = below
        if last in node:
            raise Wrong(f"{shown(name)} occurs twice")
        node[last] = value
    return root


class FormReaders:
    """The readers of one service's shapes; ``capitalised`` as in the protocol ec2."""

    def __init__(self, *, ec2: bool = False) -> None:
        self.ec2 = ec2
        self._made: dict[tuple[str, str, bool], Read] = {}

    def reader(self, shape: Any) -> Read:
        """The reader of a shape: takes text or a tree, and raises Wrong."""
        given: dict[str, Any] = shape.serialization
        form: str = given.get("timestampFormat", "")
        key = (shape.name, form, bool(given.get("flattened")))
        found = self._made.get(key)
        if found is None:
            match shape.type_name:
                case "structure":
                    found = _Structure(self, shape).read
                case "list":
                    found = _List(self, shape).read
                case "map":
                    found = _Map(self, shape).read
                case _:
                    found = _scalar(shape)
            self._made[key] = found
        return found

    def name(self, shape: Any, default: str) -> str:
        """The name of a member in a form."""
        given: dict[str, Any] = shape.serialization
        if not self.ec2:
            name: str = given.get("name", default)
            return name
        query_name: str = given.get("queryName", "")
        name = given.get("name", "")
        return query_name or (name[:1].upper() + name[1:]) or default


def _scalar(shape: Any) -> Read:
    read = texts.scalar(shape, "iso8601")
    if read is texts.string:
        return _text

    def read_text(node: Any) -> Any:
        return read(_text(node))

    return read_text


def _text(node: Any) -> str:
    """The one value of a name."""
    if type_of(node) is not str:
        raise Wrong(f"expected one value, got more: {', '.join(map(shown, [*node][:3]))}")
    text: str = node
    return text


class _Structure:
    def __init__(self, readers: FormReaders, shape: Any) -> None:
        shapes: dict[str, tuple[str, Any]] = {}
        for key, member in shape.members.items():
            name = readers.name(member, key)
            shapes[name] = (key, member)
            if member.serialization.get("flattened") and member.type_name == "list":
                # Items have the item's name, and an empty list has the list's name.
                shapes[member.member.serialization.get("name", name)] = (key, member)
        self._members = Members(readers.reader, shapes)

    def read(self, node: Any) -> dict[str, Any]:
        if type_of(node) is str:
            if node:
                raise Wrong(f"expected members after a dot, got {shown(node)}")
            return {}
        return self._members.read(node)


_IN_ORDER = [str(number) for number in range(1, 1001)]
_NO_STEPS: list[str] = []


def _numbered(node: Any) -> list[Any]:
    """The items of a list or map, by their numbers; there may be gaps."""
    if type_of(node) is str:
        if node:
            raise Wrong(f"expected items with numbers, got {shown(node)}")
        return []
    steps = [*node]
    if steps == _IN_ORDER[: len(steps)]:  # the order of all clients
        return [*node.values()]
    numbers: list[tuple[int, Any]] = []
    for step, below in node.items():
        if not (step.isascii() and step.isdigit() and len(step) < 10):
            raise Wrong(f"expected the number of an item, got {shown(step)}")
        numbers.append((int(step), below))
    numbers.sort(key=_first)
    return [below for _, below in numbers]


def _first(pair: tuple[int, Any]) -> int:
    return pair[0]


class _List:
    def __init__(self, readers: FormReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        flat = readers.ec2 or bool(shape.serialization.get("flattened"))
        self._step = "" if flat else str(shape.member.serialization.get("name", "member"))
        self._item: Read | None = None

    def read(self, node: Any) -> list[Any]:
        if self._step and type_of(node) is dict:
            node = _inside(node, self._step)
        item = self._item
        if item is None:
            item = self._item = self._readers.reader(self._shape.member)
        return parts.each(item, _numbered(node))


class _Map:
    def __init__(self, readers: FormReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        self._step = "" if shape.serialization.get("flattened") else "entry"
        self._names = readers.name(shape.key, "key"), readers.name(shape.value, "value")

    def read(self, node: Any) -> dict[str, Any]:
        if self._step and type_of(node) is dict:
            node = _inside(node, self._step)
        nothing: Tree = {}
        found = [entry if type_of(entry) is dict else nothing for entry in _numbered(node)]
        read_key = self._readers.reader(self._shape.key)
        read_value = self._readers.reader(self._shape.value)
        return parts.entries(found, self._names, read_key, read_value)


def _inside(node: Tree, step: str) -> Any:
    """The node below the name that all items share."""
    if step not in node:
        raise Wrong(f"expected .{step}.1 and so on, got {', '.join(map(shown, [*node][:3]))}")
    return node[step]
