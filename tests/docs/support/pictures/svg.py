"""A drawing as SVG: the same text for the same content, with a title and a description.

It carries no font and no script. Its colours follow the reader's colour scheme.
"""

from __future__ import annotations

from html import escape

CHARACTER = 6.9
"""The width of an average character of 13 pixels, in pixels."""

_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1c2330 }
.soft { fill: #4d5665 }
.strong { font-weight: 600 }
.code { font-family: ui-monospace, monospace; font-size: 12px }
.middle { text-anchor: middle }
.paper { fill: #ffffff }
.box { fill: #f3f5f8; stroke: #8b94a1 }
.ours { fill: #0b66c3 }
.peer { fill: #8b94a1 }
.line { fill: none; stroke: #68717f; stroke-width: 1.5 }
.head { fill: #68717f }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e8ee }
  .soft { fill: #aab3c0 }
  .paper { fill: #131416 }
  .box { fill: #23272f; stroke: #7d8793 }
  .ours { fill: #58a6ff }
  .peer { fill: #7d8793 }
  .line { stroke: #98a2b0 }
  .head { fill: #98a2b0 }
}
"""


class Drawing:
    """Shapes and text, from the back to the front; lengths are in pixels."""

    def __init__(self, name: str, width: int, height: int, *, title: str, description: str) -> None:
        """``name`` makes the ids of the drawing unique on a page."""
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(description)}</desc>',
            f"<style>{_STYLE}</style>",
        )
        self._parts: list[str] = []
        self.rect(0, 0, width, height, "paper", radius=6)

    def rect(
        self, x: float, y: float, width: float, height: float, style: str, *, radius: int = 2
    ) -> None:
        """A rectangle."""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:.4g}" height="{height:g}" rx="{radius}" '
            f'class="{style}"/>'
        )

    def text(self, x: float, y: float, content: str, style: str = "") -> None:
        """A line of text; ``y`` is its base line."""
        named = f' class="{style}"' if style else ""
        self._parts.append(f'<text x="{x:g}" y="{y:g}"{named}>{escape(content)}</text>')

    def arrow(self, *points: tuple[float, float]) -> None:
        """A line through some points, which ends in an arrow's head that points down."""
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
        x, y = points[-1]
        self._parts.append(f'<path d="{path}" class="line"/>')
        self._parts.append(f'<path d="M{x - 4:g} {y - 7:g}h8l-4 7z" class="head"/>')

    def __str__(self) -> str:
        return "\n".join([*self._head, *self._parts, "</svg>", ""])
