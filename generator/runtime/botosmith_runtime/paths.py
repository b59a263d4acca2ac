"""Labels of a request's path: a value fills its place in the URI and cannot leave it.

HTTP libraries, proxies and servers resolve ``.`` and ``..`` in a path, before or after they decode
it. ``CellName=".."`` in ``/{CellName}/__import`` would so reach ``/__import``. The Smithy
specification wants a label never to be empty, for the same reason. What a greedy label (``{Key+}``)
holds may contain such segments, as keys of S3 do, as long as they lead to a place below its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime.violations import RequestShapeError, Violation
from botosmith_runtime.wording import shown

if TYPE_CHECKING:
    from botocore.client import BaseClient

_LABEL = re.compile(r"\{([^}]*)\}")
_DOTS = frozenset({".", ".."})
_NO_STEP = frozenset({"", "."})  # some servers merge slashes
_SEPARATOR = re.compile(r"[/\\]")  # servers on Windows take the second for the first
_EXPECTED = "a value that stays in its place in the path"


def keep_labels(client: BaseClient) -> None:
    """Refuse, in any check mode, requests with a label that leaves its place; twice does no more.

    Calls then raise RequestShapeError, and nothing is sent.
    """
    labels: dict[str, tuple[Label, ...]] = {}

    def look(params: Any, model: Any, **_: Any) -> None:
        known = labels.get(model.name)
        if known is None:
            known = labels[model.name] = labels_of(model)
        for label in known:
            if label.member in params and leaves_its_place(params[label.member], label.greedy):
                raise RequestShapeError(model.name, (_violation(label, params[label.member]),))

    # After all handlers of a more specific name: what is looked at is what will be sent.
    client.meta.events.register_last(
        "before-parameter-build", look, unique_id="botosmith-keep-labels"
    )


class Label(NamedTuple):
    """A label of a path, by the member of the request that fills it."""

    member: str
    greedy: bool
    sensitive: bool


def labels_of(operation: Any) -> tuple[Label, ...]:
    """The labels of botocore's operation, in the order of its path."""
    shape: Any = operation.input_shape
    names = _LABEL.findall(operation.http.get("requestUri", "")) if shape is not None else []
    members: Any = shape.members.items() if shape is not None and names else ()
    by_label = {
        member.serialization.get("name", name): (name, bool(member.metadata.get("sensitive")))
        for name, member in members
        if member.serialization.get("location") == "uri"
    }
    return tuple(
        Label(member, name.endswith("+"), sensitive)
        for name in names
        for member, sensitive in [by_label.get(name.removesuffix("+"), ("", False))]
    )


def leaves_its_place(value: Any, greedy: bool = False) -> bool:
    """Whether a path with this value, in the place of a label, leads beside or above the place."""
    text = value.decode("latin-1") if isinstance(value, bytes | bytearray) else str(value)
    if not text:
        return not greedy
    segments = _SEPARATOR.split(text)
    if not _DOTS & set(segments):
        return False
    depth = 0
    for segment in segments:
        if segment == "..":
            depth -= 1
        elif segment not in _NO_STEP:
            depth += 1
        if depth < 0:
            return True
    return depth == 0


def _violation(label: Label, value: Any) -> Violation:
    came = "" if label.sensitive else f", got {shown(value)}"
    message = f"{label.member}: label: expected {_EXPECTED}{came}"
    return Violation(path=label.member, rule="label", expected=_EXPECTED, message=message)
