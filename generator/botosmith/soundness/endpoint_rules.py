"""``endpoint-rule-set-1.json``, as far as botocore would stumble over it."""

from __future__ import annotations

from typing import Any

from botosmith.soundness.values import LIST, OBJECT, Found, unexpected


def problems(document: dict[str, Any], _service: dict[str, Any]) -> Found:
    """Whether the rule set has its parts; what they say is botocore's to judge."""
    for key, kind in (("parameters", OBJECT), ("rules", LIST)):
        if type(document.get(key)) not in kind.types:
            yield key, unexpected(kind.phrase, document.get(key))
