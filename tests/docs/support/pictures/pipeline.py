"""The picture of the design page: how a model becomes packages and docs."""

from __future__ import annotations

from pictures.svg import Drawing

_WIDTH = 480
_MIDDLE = 190
_STEP = 74  # from one box to the next
_HEIGHT = 34
_OUTPUTS = ("client, types", "checks", "fakes", "docs")


def pipeline() -> str:
    """The picture, as SVG."""
    drawing = Drawing(
        "pipeline",
        _WIDTH,
        476,
        title="How a model becomes packages and docs",
        description=(
            "A model and the facts about its service are loaded and validated. They are built "
            "into one ir.Service. From it, client and types, checks, fakes and docs "
            "are rendered as text by path. The text is written to out/, or compared with it. "
            "Nothing is written or printed before."
        ),
    )
    top = 16
    _box(drawing, _MIDDLE, top, 250, "service-2.json, botosmith-1.json")
    for number, (step, result) in enumerate(
        (("load, validate", "Model"), ("build", "ir.Service")), 1
    ):
        y = top + number * _STEP
        drawing.arrow((_MIDDLE, y - _STEP + _HEIGHT), (_MIDDLE, y))
        drawing.text(_MIDDLE + 10, y - 14, step, "soft")
        _box(drawing, _MIDDLE, y, 120, result)
    branches = top + 3 * _STEP
    collected = top + 4 * _STEP
    for number in range(len(_OUTPUTS)):
        x = 53 + number * 91.5
        drawing.arrow((_MIDDLE, branches - _STEP + _HEIGHT), (x, branches - 8), (x, branches))
        drawing.arrow((x, branches + _HEIGHT), (x, collected - 8), (_MIDDLE, collected))
    for number, output in enumerate(_OUTPUTS):
        _box(drawing, 53 + number * 91.5, branches, 87, output, code=False)
    drawing.text(_MIDDLE + 96, branches - 24, "render", "soft")
    _box(drawing, _MIDDLE, collected, 120, "{path: text}")
    end = top + 5 * _STEP + 12
    for x, step, result in ((110, "write", "out/"), (270, "compare", "a diff")):
        drawing.arrow((_MIDDLE, collected + _HEIGHT), (x, end - 8), (x, end))
        _box(drawing, x, end, 90, result)
        drawing.text(x + 52, end + 22, step, "soft")
    drawing.rect(400, top, 1.5, collected + _HEIGHT - top, "head")
    for number, words in enumerate(("pure:", "nothing", "is written", "or printed")):
        drawing.text(408, top + 150 + number * 17, words, "soft")
    return str(drawing)


def _box(
    drawing: Drawing, middle: float, top: float, width: float, content: str, *, code: bool = True
) -> None:
    drawing.rect(middle - width / 2, top, width, _HEIGHT, "box", radius=4)
    drawing.text(middle, top + 22, content, "middle code" if code else "middle")
