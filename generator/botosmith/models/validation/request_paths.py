"""Paths of requests: their labels, such as ``{JobId}`` and ``{Key+}``, and the members for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.validation.values import Flaw, Found, shown, unexpected

_LABEL = re.compile(r"\{([A-Za-z0-9_-]+)\+?\}")


def labels(uri: str) -> dict[str, None]:
    """The labels of a path, in order."""
    return dict.fromkeys(_LABEL.findall(uri))


def members_in_path(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The members for labels in the path, by label."""
    return {
        str(given.get("locationName", name)): name
        for name, given in parameters.items()
        if is_object(given) and given.get("location") == "uri"
    }


def problems(where: str, uri: object, parameters: Mapping[str, Any] | None) -> Found:
    """The problems of a path; its labels are not checked if ``parameters`` is None."""
    if not isinstance(uri, str) or not uri.startswith("/"):
        yield unexpected(where, 'a path that begins with "/"', uri)
    if not isinstance(uri, str) or parameters is None:
        return
    if set(_LABEL.sub("", uri)) & set("{}"):
        message = f"has a brace that does not belong to a label such as {{JobId}}: {shown(uri)}"
        yield Flaw(where, message)
    bound = members_in_path(parameters)
    for label in labels(uri):
        if label not in bound:
            message = (
                f"nothing fills {{{label}}}: no member of the input has location uri and that name"
            )
            yield Flaw(where, message, rule="dangling-name")
