"""Labels of a request's path: a value must not change the rest of the URI's path.

HTTP libraries, proxies and servers resolve ``.`` and ``..`` in a path, before or after they decode
it. ``CellName=".."`` in ``/{CellName}/__import`` would reach ``/__import``. For the same reason,
the Smithy specification forbids empty labels. The value of a greedy label (``{Path+}``) may contain
such segments as long as they lead to a place below the label's own. Object keys of S3 are not
checked: S3 does not treat them as paths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime.service_facts import built_in

if TYPE_CHECKING:
    from botosmith_runtime.violations import Violation

_LABEL = re.compile(r"\{([^}]*)\}")
_DOTS = frozenset({".", ".."})
_NO_STEP = frozenset({"", "."})  # some servers merge slashes
_SEPARATOR = re.compile(r"[/\\]")  # servers on Windows treat both as separators
_EXPECTED = "a value that stays in its place in the path"


def keep_labels(client: Any) -> None:  # a BaseClient, which the engine of fakes must not import
    """Refuse requests with a label that would change the path, in every check mode.

    Such calls raise RequestShapeError, and nothing is sent. A second call of this does nothing.
    """
    labels: dict[str, tuple[Label, ...]] = {}

    def look(params: Any, model: Any, **_: Any) -> None:
        known = labels.get(model.name)
        if known is None:
            known = labels[model.name] = labels_of(model)
        if wrong := misplaced(known, params):
            from botosmith_runtime.violations import RequestShapeError

            raise RequestShapeError(model.name, (wrong,))

    # After all handlers of more specific event names: this sees what will be sent.
    client.meta.events.register_last(
        "before-parameter-build", look, unique_id="botosmith-keep-labels"
    )


class Label(NamedTuple):
    """A label of a path, by the member of the request that fills it.

    ``whole`` means that it is a whole segment, as in ``/{Id}/``, not a part of one.
    """

    member: str
    greedy: bool
    whole: bool
    sensitive: bool


def labels_of(operation: Any) -> tuple[Label, ...]:
    """The labels of a botocore operation, in the order of its path."""
    shape: Any = operation.input_shape
    uri = operation.http.get("requestUri", "").partition("?")[0]
    names = _LABEL.findall(uri)
    if shape is None or not names:
        return ()
    by_label = {
        member.serialization.get("name", name): (name, bool(member.metadata.get("sensitive")))
        for name, member in shape.members.items()
        if member.serialization.get("location") == "uri"
    }
    segments = uri.split("/")
    keys = built_in(operation.service_model.service_id, "greedyLabelsAreKeys") is not None
    labels: list[Label] = []
    for name in names:
        greedy = name.endswith("+")
        member, sensitive = by_label.get(name.removesuffix("+"), ("", False))
        if member and not (greedy and keys):
            labels.append(Label(member, greedy, f"{{{name}}}" in segments, sensitive))
    return tuple(labels)


def leaves_its_place(value: Any, *, greedy: bool = False, whole: bool = True) -> bool:
    """Whether a path with this value for a label leads to a sibling or a parent."""
    if isinstance(value, bytes | bytearray):
        text = value.decode("latin-1")
    else:  # for an enumeration, the value that botocore sends
        text = str.__str__(value) if isinstance(value, str) else str(value)
    segments = _SEPARATOR.split(text)
    if len(segments) == 1 and not whole:
        return False
    if not text:
        return not greedy
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


def misplaced(labels: tuple[Label, ...], params: Mapping[str, Any]) -> Violation | None:
    """The violation of the first label that would change the path; None if there is none."""
    for label in labels:
        value = params.get(label.member)
        if label.member in params and leaves_its_place(
            value, greedy=label.greedy, whole=label.whole
        ):
            return _violation(label, value)
    return None


def _violation(label: Label, value: Any) -> Violation:
    from botosmith_runtime.violations import Violation
    from botosmith_runtime.wording import shown

    came = "" if label.sensitive else f", got {shown(value)}"
    message = f"{label.member}: label: expected {_EXPECTED}{came}"
    return Violation(path=label.member, rule="label", expected=_EXPECTED, message=message)
