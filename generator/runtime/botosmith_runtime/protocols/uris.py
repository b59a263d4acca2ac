"""URI templates of REST protocols: the form of an operation's path and query."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from botosmith_runtime.protocols import forms

Order = tuple[tuple[int, int], ...]
"""The sort key of paths: for each segment its kind, and the length of its literal."""

_LABEL = re.compile(r"\{([^}+]+)(\+?)\}")


class Template:
    """A ``requestUri``: its path, and the query literals that are part of it.

    ``order`` sorts templates that match the same path: the most specific first.
    """

    def __init__(self, operation: Any) -> None:
        http: dict[str, Any] = operation.http
        uri: str = http.get("requestUri", "/")
        path, _, query = uri.partition("?")
        if "authPath" in http:  # a handler in botocore removed the bucket from the path
            path = http["authPath"]
        self.path = path if path.startswith("/") else f"/{path}"
        if len(self.path) > 1:
            self.path = self.path.rstrip("/") or "/"
        self.literals = dict(forms.pairs(query))

    @cached_property
    def labels(self) -> list[str]:
        """The labels of the path, in order."""
        return [name for name, _ in _LABEL.findall(self.path)]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression that matches a sent path, with a group for each label."""
        parts: list[str] = []
        at = 0
        for found in _LABEL.finditer(self.path):
            parts += [re.escape(self.path[at : found.start()]), "(.+)" if found[2] else "([^/]+)"]
            at = found.end()
        tail = re.escape(self.path[at:])
        slash = "" if self.path.endswith(("+}", "/")) else "/?"
        return re.compile("".join([*parts, tail, slash]), re.DOTALL)

    @cached_property
    def order(self) -> Order:
        """For each segment 0 for a literal, 1 for a label, 2 for a greedy one; then longer ones."""
        ranks: list[tuple[int, int]] = []
        for segment in self.path.split("/")[1:]:
            found = _LABEL.search(segment)
            rank = 0 if found is None else 2 if found[2] else 1
            ranks.append((rank, -len(_LABEL.sub("", segment))))
        return (*ranks, (3, 0))
