"""The members of a request or a response as a tree, with a limited depth and length.

A structure is shown with its members at its first place in the page. At later places, or when the
page is long, the tree has a link to the structure's own page. So recursion ends, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from markupsafe import Markup

from botosmith import ir, text
from botosmith.site.parts.chips import Chips
from botosmith.site.parts.folding import folded
from botosmith.site.parts.prose import Prose
from botosmith.site.paths import Pages

_DEPTH = 3
_ROWS = 40  # more rows on one side of an operation: structures become links
_OPENED = 12  # the most rows on one side without folds
_LONG = 280  # longer documentation of a member is folded after one sentence (characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The content of a member's row, the same at every place.

    ``more`` is the folded prose. ``conditional`` means that chips state when it is present.
    """

    name: str
    type: Markup
    chips: Markup
    prose: Markup
    more: Markup
    summary: str
    required: bool
    conditional: bool
    deprecated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A member and the rows inside it; ``more`` is the page to link to if the tree ends here."""

    member: str
    anchor: str
    facts: Facts
    rows: tuple[Row, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGroup:
    """Members at one place in the request or response; ``title`` is empty if there is only one.

    ``opened`` means that nested members are few enough to be visible at first.
    """

    title: str
    rows: tuple[Row, ...]
    opened: bool = False


_GROUPS = (
    ("Path", {"uri"}),
    ("Query", {"querystring"}),
    ("Headers", {"header", "headers"}),
    ("Status", {"statusCode"}),
    ("Body", {""}),
)


class Members:
    """Trees of members of one service."""

    def __init__(self, service: ir.Service, pages: Pages, prose: Prose) -> None:
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._pages = pages
        self._authentication = service.authentication
        self._prose = prose
        self._chips = Chips(service, pages)
        self.facts = lru_cache(maxsize=None)(self._facts)

    def groups(self, name: str, side: ir.Direction) -> tuple[MemberGroup, ...]:
        """The members of an operation's input or output, by their location in REST protocols."""
        shape = self._shapes[name]
        anchor: ir.MemberPlace = "request" if side == "input" else "response"
        tree = _Tree(self, side)
        rows = tree.rows(shape, anchor, anchor, depth=1)
        if not rows:
            return ()
        opened = tree.count <= _OPENED
        if not any(member.location for member in shape.members):
            return (MemberGroup(title="", rows=rows, opened=opened),)
        places = {member.name: member.location for member in shape.members}
        more = {"Headers": self._authorization} if side == "input" else {}
        grouped = (
            MemberGroup(
                title=title,
                rows=(
                    *(row for row in rows if places[row.member] in locations),
                    *more.get(title, ()),
                ),
                opened=opened,
            )
            for title, locations in _GROUPS
        )
        return tuple(group for group in grouped if group.rows)

    @cached_property
    def _authorization(self) -> tuple[Row, ...]:
        """The header with the access token, which is no member, for services that use one."""
        if not self._authentication.bearer:
            return ()
        taken = "<p>The token that <code>connect(token=...)</code> was given.</p>"
        facts = Facts(
            name="Authorization",
            type=Markup("string"),
            chips=Markup("<li><code>Bearer {AccessToken}</code></li>"),
            prose=Markup(taken + self._prose.html(self._authentication.token_documentation)),
            more=Markup(""),
            summary="the token that connect() was given",
            required=False,
            conditional=False,
            deprecated=False,
        )
        return (Row(member="", anchor="header.Authorization", facts=facts),)

    def flat(self, shape: ir.Shape, side: ir.Direction, prefix: str = "member") -> tuple[Row, ...]:
        """The members of a structure on its own page, which links to nested structures."""
        return tuple(
            Row(
                member=member.name,
                anchor=f"{prefix}.{fragment(member.name)}",
                facts=self.facts(member, side, shape.place),
            )
            for member in shape.members
        )

    def inside(self, member: ir.Member) -> tuple[ir.Shape | None, str]:
        """The structure inside a member, and the steps through lists and maps to it."""
        shape, steps = self._shapes[member.shape], ""
        while shape.kind in ("list", "map"):
            steps += ".member" if shape.kind == "list" else ".value"
            shape = self._shapes[shape.element]
        spelled_out = shape.kind == "structure" and shape.members and member.form != "json"
        return (shape, steps) if spelled_out else (None, "")

    def page(self, shape: ir.Shape) -> str:
        """The page of a structure."""
        return self._pages.of_shape(shape.name)

    def _facts(self, member: ir.Member, side: ir.Direction, place: ir.MemberPlace) -> Facts:
        """The facts about a member of a structure in that place."""
        documentation = member.documentation or self._shapes[member.shape].documentation
        summary, prose = text.summary(documentation), self._prose.html(documentation)
        first, more = folded(summary, prose, longest=_LONG)
        return Facts(
            name=text.printable(member.arguments[0]),
            type=Markup(self._chips.type(member, side)),
            chips=Markup("".join(self._chips.of(member, side, place))),
            prose=Markup(first),
            more=Markup(more),
            summary=summary,
            required=member.always_in(place),
            conditional=bool(member.presence),
            deprecated=member.deprecated,
        )


class _Tree:
    """Makes one tree: keeps which structures it has shown, and how many rows it has."""

    def __init__(self, members: Members, side: ir.Direction) -> None:
        self._members = members
        self._side: ir.Direction = side
        self._seen: set[str] = set()
        self.count = 0

    def rows(
        self, shape: ir.Shape, anchor: str, place: ir.MemberPlace, *, depth: int
    ) -> tuple[Row, ...]:
        self._seen.add(shape.name)
        self.count += len(shape.members)
        return tuple(self._rows(shape, anchor, place, depth))

    def _rows(
        self, shape: ir.Shape, anchor: str, place: ir.MemberPlace, depth: int
    ) -> Iterator[Row]:
        for member in sorted(shape.members, key=lambda m: not (m.required or m.always_in(place))):
            here = f"{anchor}.{fragment(member.name)}"
            facts = self._members.facts(member, self._side, place)
            inner, steps = self._members.inside(member)
            row = Row(member=member.name, anchor=here, facts=facts)
            if inner is None:
                yield row
            elif self._has_room_for(inner, depth):
                inside = self.rows(inner, here + steps, "nested", depth=depth + 1)
                yield replace(row, rows=inside)
            else:
                yield replace(row, more=self._members.page(inner))

    def _has_room_for(self, shape: ir.Shape, depth: int) -> bool:
        small = self.count + len(shape.members) <= _ROWS
        return depth < _DEPTH and small and shape.name not in self._seen


def fragment(name: str) -> str:
    """A member's name as a URL fragment, with only the characters of identifiers."""
    if name.isascii() and name.isidentifier():
        return name
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else f"~{ord(c):x}" for c in name
    )
