"""Changes of the tiny model, as patches: what they start from, and what is found of them."""

from __future__ import annotations

from dataclasses import dataclass

from tiny_model import TINY, Json, merged

Model = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Case:
    """What is changed, on top of what is there before, and the changes that are found.

    Expected are lines such as ``breaking request shapes.Job.members.Id member-removed``.
    """

    change: Model
    expected: str
    before: Model | None = None

    def models(self) -> tuple[Model, Model]:
        """The old documents and the new ones."""
        old = patched(patched(BASE, BOTH_WAYS), self.before or {})
        return old, patched(old, self.change)


def patched(model: Model, patch: Model) -> Model:
    """The documents, each with its merge patch applied."""
    return {stem: merged(model.get(stem, {}), patch.get(stem, {})) for stem in {**model, **patch}}


def shape(name: str, patch: Json | None) -> Model:
    """A patch of one shape."""
    return {"service-2": {"shapes": {name: patch}}}


def operation(name: str, patch: Json | None) -> Model:
    """A patch of one operation."""
    return {"service-2": {"operations": {name: patch}}}


def metadata(**patch: object) -> Model:
    """A patch of the metadata."""
    return {"service-2": {"metadata": patch}}


def extras(**patch: object) -> Model:
    """A patch of ``botosmith-1.json``."""
    return {"botosmith-1": patch}


def member(name: str, patch: Json | None) -> Model:
    """A patch of a member of ``Both``, which requests and responses hold."""
    return shape("Both", {"members": {name: patch}})


BASE: Model = {
    **TINY,
    "endpoint-rule-set-1": {"version": "1.0", "parameters": {}, "rules": []},
}
_FILTER = {"shape": "Both"}
BOTH_WAYS: Model = {
    "service-2": {
        "operations": {"ListJobs": {"http": {"method": "POST"}}},
        "shapes": {
            "ListJobsInput": {"members": {"Both": _FILTER}},
            "ListJobsOutput": {"members": {"Both": _FILTER}},
            "Both": {
                "type": "structure",
                "required": ["Text"],
                "members": {
                    "Text": {"shape": "Text"},
                    "Size": {"shape": "Size"},
                    "When": {"shape": "When"},
                    "Kind": {"shape": "Kind"},
                    "List": {"shape": "Texts"},
                },
            },
            "Text": {"type": "string", "min": 1, "max": 9, "pattern": "[a-z]+"},
            "Texts": {"type": "list", "member": {"shape": "Text"}},
            "Size": {"type": "integer"},
            "When": {"type": "timestamp"},
            "Kind": {"type": "string", "enum": ["one", "two"]},
        },
    }
}
