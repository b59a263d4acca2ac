"""A shape's type as text, and its constraints as short labels (chips) next to a member's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from botosmith import ir, text
from botosmith.ir import phrases
from botosmith.site.paths import Pages

_VALUES = 12  # the most values of an enumeration in a chip
_LONG = 160  # the most characters of a pattern in a chip
_DECODED: Mapping[str, str] = {"": "string", "dict": "dict", "dict-or-text": "dict or string"}
_PLACES: Mapping[str, str] = {
    "header": "header",
    "headers": "headers that begin with",
    "querystring": "query",
    "uri": "path",
}


class Chips:
    """The types and chips of one service's shapes, with links from a page in a folder."""

    def __init__(self, service: ir.Service, pages: Pages) -> None:
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._terms = {
            term.pattern: (term.name, fragment)
            for term, fragment in zip(service.glossary, pages.terms, strict=True)
        }
        self._siblings = {
            (member, other.name): self._shapes[other.shape].enum
            for shape in service.shapes
            if any(member.presence for member in shape.members)
            for member in shape.members
            for other in shape.members
        }
        self._pages = pages

    def type(self, member: ir.Member, side: ir.Direction) -> str:
        """``list of <a>Artifact</a>``: the type of a member, as HTML."""
        if member.form == "json":
            return "JSON value"
        if (facts := member.handled_in(side)) and facts.does == "decodes":
            return _DECODED[facts.instead]
        shape = self._shapes[member.shape]
        if member.form == "events":
            return f"stream of {self.shape_type(shape)} events"
        return "stream of bytes" if member.form == "stream" else self.shape_type(shape)

    def shape_type(self, shape: ir.Shape) -> str:
        """The type of any shape, as HTML."""
        if shape.document:
            return "document (any JSON)"
        if page := self._pages.of_shape(shape.name):
            return f'<a href="../{page}">{escape(shape.name)}</a>'
        match shape.kind:
            case "list":
                return f"list of {self.shape_type(self._shapes[shape.element])}"
            case "map":
                key, value = self._shapes[shape.key], self._shapes[shape.element]
                return f"map of {self.shape_type(key)} to {self.shape_type(value)}"
            case "blob":
                return "bytes"
            case _:
                return shape.kind

    def of(self, member: ir.Member, side: ir.Direction, place: ir.MemberPlace) -> Iterator[str]:
        """The chips of a member, as HTML, the strictest first."""
        yield from map(_chip, self._presence(member))
        yield from self.limits(self._shapes[member.shape])
        if member.location in _PLACES and member.wire_name != member.name:
            where = _PLACES[member.location]
            yield f"<li>{where} <code>{_escaped(member.wire_name)}</code></li>"
        elif member.form == "status":
            yield "<li>the HTTP status</li>"
        if member.host_label:
            yield "<li>part of the host name</li>"
        yield from (_chip(words) for words in phrases.handled(member, side, place))

    def _presence(self, member: ir.Member) -> Iterator[str]:
        """When a member is present. Two rules that together cover all cases become one chip."""
        rules: dict[tuple[str, str], ir.Presence] = {
            (rule.rule, rule.sibling): rule for rule in member.presence
        }
        for rule in member.presence:
            present = rules.get(("presentWhen", rule.sibling))
            if present and self._is_whole(member, present, rules):
                if rule is present:
                    yield f"{phrases.presence(present)}, and only then"
            else:
                yield phrases.presence(rule)

    def _is_whole(
        self,
        member: ir.Member,
        present: ir.Presence,
        rules: Mapping[tuple[str, str], ir.Presence],
    ) -> bool:
        """Whether a member is present if one rule applies and, by another rule, only then."""
        only = rules.get(("onlyWhen", present.sibling))
        absent = rules.get(("absentWhen", present.sibling))
        known = {*self._siblings.get((member, present.sibling), ())}
        return (only is not None and {*only.values} == {*present.values}) or (
            absent is not None and bool(known) and known <= {*present.values, *absent.values}
        )

    def limits(self, shape: ir.Shape, prefix: str = "") -> Iterator[str]:
        """A shape's limits, and those of its elements after ``each:`` and ``key:``."""
        if bounds := phrases.bounds(shape):
            yield _chip(f"{prefix}{bounds}")
        if shape.pattern is not None:
            yield f"<li>{prefix}{self._pattern(shape.pattern)}</li>"
        if shape.enum:
            yield self._values(shape, prefix)
        yield from (_chip(f"{prefix}{words}") for words in phrases.further(shape))
        if shape.sensitive:
            yield _chip(f"{prefix}sensitive: kept out of messages")
        if shape.sparse:
            yield _chip(f"{prefix}may contain None")
        if shape.kind in ("list", "map") and not prefix:
            if shape.key:
                yield from self.limits(self._shapes[shape.key], "key: ")
            yield from self.limits(self._shapes[shape.element], "each: ")

    def _pattern(self, pattern: str) -> str:
        shown = f"<code>{_escaped(pattern)}</code>" if len(pattern) <= _LONG else ""
        if term := self._terms.get(pattern):
            name, fragment = term
            return f'<a href="../glossary.html#{fragment}">{_escaped(name)}</a> {shown}'.rstrip()
        if not shown:
            return 'matches <a href="../glossary.html#patterns">a long pattern</a>'
        return f"matches {shown}"

    def _values(self, shape: ir.Shape, prefix: str) -> str:
        shown = " ".join(f"<code>{_escaped(value)}</code>" for value in shape.enum[:_VALUES])
        if (more := len(shape.enum) - _VALUES) > 0:
            shown += f' <a href="../{self._pages.of_shape(shape.name)}">{more} more</a>'
        return f"<li>{prefix}one of {shown}</li>"


def _chip(words: str) -> str:
    return f"<li>{_escaped(words)}</li>"


def _escaped(words: str) -> str:
    return escape(text.printable(words), quote=False)
