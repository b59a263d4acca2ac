"""XML -> values of shapes: the bodies of rest-xml's requests."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from botosmith_runtime.protocols import limits, parts, texts
from botosmith_runtime.protocols.errors import Wrong, shown
from botosmith_runtime.protocols.texts import Read


def parsed(content: bytes) -> ElementTree.Element:
    """The root of a document; raises Wrong for invalid XML or a document type.

    It is always read as UTF-8. Without a document type it has no entities.
    """
    texts.utf8(content)
    if b"<!DOCTYPE" in content or content.count(b"<") > 2 * limits.DEPTH:
        _check(content)
    parser = ElementTree.XMLParser(encoding="utf-8")
    try:
        parser.feed(content)
        root: ElementTree.Element = parser.close()
    except ElementTree.ParseError as problem:
        raise Wrong(f"not XML: {problem}") from None
    return root


def _check(content: bytes) -> None:
    """Raise Wrong for a document type or too many levels, before a tree is built.

    A parser checks this, since the characters of a document type may occur in comments and text.
    """
    parser = expat.ParserCreate(encoding="utf-8")
    depth = 0

    def refuse(*_: Any) -> None:
        raise Wrong("a document type is not allowed, as it could define entities")

    def start(*_: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH:
            raise Wrong(f"more than {limits.DEPTH} elements inside one another")

    def end(*_: Any) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise Wrong(f"not XML: {problem}") from None


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


class ElementReaders:
    """The readers of one service's shapes: each takes an element and raises Wrong."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str, bool], Read] = {}

    def reader(self, shape: Any) -> Read:
        """The reader of a shape. For a flattened list or map, it takes a list of elements."""
        given: dict[str, Any] = shape.serialization
        flattened = bool(given.get("flattened"))
        form: str = given.get("timestampFormat", "")
        key = (shape.name, form, given.get("name", "") if flattened else "", flattened)
        found = self._made.get(key)
        if found is None:
            match shape.type_name:
                case "structure":
                    found = _Structure(self, shape).read
                case "list":
                    items = _List(self, shape)
                    found = items.items if flattened else items.read
                case "map":
                    entries = _Map(self, shape)
                    found = entries.entries if flattened else entries.read
                case _:
                    found = _scalar(shape)
            self._made[key] = found
        return found


def _scalar(shape: Any) -> Read:
    read = texts.scalar(shape, "iso8601")
    is_text = read is texts.string

    def read_element(element: ElementTree.Element) -> Any:
        if len(element):
            raise Wrong(f"expected text, got an element {shown(local(element[0].tag))}")
        text = element.text or ""
        return text if is_text else read(text.strip())

    return read_element


class _Structure:
    def __init__(self, readers: ElementReaders, shape: Any) -> None:
        self._readers = readers
        self._shapes: dict[str, tuple[str, Any]] = {}
        self._attributes: dict[str, str] = {}
        for key, member in shape.members.items():
            given: dict[str, Any] = member.serialization
            name: str = given.get("name", key)
            if given.get("xmlAttribute"):
                self._attributes[name.rpartition(":")[2]] = key
            else:
                self._shapes[name] = (key, member)
        self._members: dict[str, tuple[str, Read, bool]] = {}

    def read(self, element: ElementTree.Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, text in element.attrib.items():
            if (key := self._attributes.get(local(name))) is not None:
                found[key] = text
        repeated: dict[str, list[ElementTree.Element]] = {}
        for child in element:
            name = local(child.tag)
            member = self._members.get(name) or self._member(name)
            if member is None:
                continue
            key, read, is_flat = member
            if is_flat:
                repeated.setdefault(name, []).append(child)
                continue
            if key in found:
                raise Wrong("the element occurs twice").within(key)
            try:
                found[key] = read(child)
            except Wrong as wrong:
                raise wrong.within(key) from None
        for name, children in repeated.items():
            key, read, _ = self._members[name]
            try:
                found[key] = read(children)
            except Wrong as wrong:
                raise wrong.within(key) from None
        return found

    def _member(self, name: str) -> tuple[str, Read, bool] | None:
        if name not in self._shapes:
            return None
        key, shape = self._shapes[name]
        flat = bool(shape.serialization.get("flattened")) and shape.type_name in ("list", "map")
        member = self._members[name] = (key, self._readers.reader(shape), flat)
        return member


class _List:
    def __init__(self, readers: ElementReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        self._name: str = shape.member.serialization.get("name", "member")

    def read(self, element: ElementTree.Element) -> list[Any]:
        children = [*element]
        for child in children:
            if local(child.tag) != self._name:
                raise Wrong(f"expected elements {self._name}, got {shown(local(child.tag))}")
        return self.items(children)

    def items(self, children: list[ElementTree.Element]) -> list[Any]:
        return parts.each(self._readers.reader(self._shape.member), children)


class _Map:
    def __init__(self, readers: ElementReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        self._names: tuple[str, str] = (
            shape.key.serialization.get("name") or "key",
            shape.value.serialization.get("name") or "value",
        )

    def read(self, element: ElementTree.Element) -> dict[str, Any]:
        return self.entries([*element])

    def entries(self, children: list[ElementTree.Element]) -> dict[str, Any]:
        found = [{local(part.tag): part for part in child} for child in children]
        read_key = self._readers.reader(self._shape.key)
        read_value = self._readers.reader(self._shape.value)
        return parts.entries(found, self._names, read_key, read_value)
