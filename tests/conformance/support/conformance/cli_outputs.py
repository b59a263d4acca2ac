"""The JSON of example outputs, some of which somebody has shortened by hand."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from botosmith.models.documents import is_object

Read = Literal["whole", "repaired", "shortened", "part", "text"]
"""How an output was read: see ``read``."""

_ELISION = re.compile(r"""^[ \t]*["'<(\[]*\.{3,}.*$""", re.MULTILINE)
_LAST_COMMA = re.compile(r",(\s*[]}])")
_MISSING_COMMA = re.compile(r'(["\]}\w])([ \t]*\n\s*)(?=["{])')


def read(text: str) -> tuple[Read, Any]:
    """What an output is, and its value: an object, or None.

    ``whole`` is JSON. ``repaired`` has a comma too many or too few. ``shortened`` says with dots
    that items were left out. Of a ``part`` of a response (a list, a text) and of ``text``, which is
    another format or not to be read, there is no value.
    """
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    else:
        return ("whole", value) if is_object(value) else ("part", None)
    if not text.startswith("{"):
        return "text", None
    shortened = _ELISION.sub("", text)
    try:
        value = json.loads(
            _LAST_COMMA.sub(r"\1", _MISSING_COMMA.sub(r"\1,\2", shortened)), strict=False
        )
    except ValueError:
        return "text", None
    return ("repaired" if shortened == text else "shortened"), value
