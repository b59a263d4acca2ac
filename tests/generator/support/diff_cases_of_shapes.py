"""Changes of shapes, and what each is classed as."""

from __future__ import annotations

from changed_models import Case, Model, extras, member, shape
from tiny_model import Json


def _done(patch: Json) -> Model:
    """A patch of ``Both``, whose only member is a structure, as an event of a stream is."""
    gone = dict.fromkeys(("Text", "Size", "When", "Kind", "List"))
    both = {"required": None, "members": {**gone, "Done": {"shape": "Done"}}, **patch}
    return {"service-2": {"shapes": {"Both": both, "Done": {"type": "structure", "members": {}}}}}


_LIMITED: Model = {
    "service-2": {
        "shapes": {
            "Long": {"type": "long"},
            "Share": {"type": "double"},
            "Both": {"members": {"Long": {"shape": "Long"}, "Share": {"shape": "Share"}}},
        }
    }
}

SHAPE_CASES: dict[str, Case] = {
    # --- shapes -------------------------------------------------------------------------------
    "type": Case(
        shape("Size", {"type": "string"}),
        "breaking request shapes.Size type-changed\nbreaking response shapes.Size type-changed",
    ),
    "name of a type": Case(
        {
            "service-2": {
                "shapes": {
                    "Kind": None,
                    "Sort": {"type": "string", "enum": ["one", "two"]},
                    "Both": {"members": {"Kind": {"shape": "Sort"}}},
                }
            }
        },
        "risky request shapes.Sort shape-renamed\nrisky response shapes.Sort shape-renamed",
    ),
    "name of a shape without a type": Case(
        {
            "service-2": {
                "shapes": {
                    "Size": None,
                    "Number": {"type": "integer"},
                    "Both": {"members": {"Size": {"shape": "Number"}}},
                }
            }
        },
        "",
    ),
    "new member": Case(
        member("More", {"shape": "Size"}),
        "safe request shapes.Both.members.More member-added\n"
        "safe response shapes.Both.members.More member-added",
    ),
    "new required member": Case(
        shape("Both", {"members": {"More": {"shape": "Size"}}, "required": ["Text", "More"]}),
        "breaking request shapes.Both.members.More required-member-added\n"
        "safe response shapes.Both.members.More required-member-added",
    ),
    "new required token": Case(
        shape(
            "Both",
            {
                "members": {"Token": {"shape": "Text", "idempotencyToken": True}},
                "required": ["Text", "Token"],
            },
        ),
        "safe request shapes.Both.members.Token member-added\n"
        "safe response shapes.Both.members.Token member-added",
    ),
    "lost member": Case(
        member("Size", None),
        "breaking request shapes.Both.members.Size member-removed\n"
        "breaking response shapes.Both.members.Size member-removed",
    ),
    "required": Case(
        shape("Both", {"required": ["Text", "Size"]}),
        "breaking request shapes.Both.members.Size member-made-required\n"
        "safe response shapes.Both.members.Size member-made-required",
    ),
    "optional": Case(
        shape("Both", {"required": []}),
        "safe request shapes.Both.members.Text member-made-optional\n"
        "breaking response shapes.Both.members.Text member-made-optional",
    ),
    "deprecated member": Case(
        member("Size", {"deprecated": True}),
        "safe request shapes.Both.members.Size.deprecated member-deprecated\n"
        "safe response shapes.Both.members.Size.deprecated member-deprecated",
    ),
    "member not deprecated": Case(
        member("Size", {"deprecated": None}),
        "safe request shapes.Both.members.Size.deprecated member-undeprecated\n"
        "safe response shapes.Both.members.Size.deprecated member-undeprecated",
        before=member("Size", {"deprecated": True}),
    ),
    "presence": Case(
        extras(presence={"Job": {"Reason": {"presentWhen": {"State": ["done"]}}}}),
        "risky response shapes.Job.members.Reason.presence presence-rule-changed",
    ),
    "union": Case(
        shape("Both", {"union": True}),
        "breaking request shapes.Both.union union-made\nsafe response shapes.Both.union union-made",
        before=shape("Both", {"required": None}),
    ),
    "union by extras": Case(
        extras(shapes={"Both": {"union": True}}),
        "breaking request shapes.Both.union union-made\nsafe response shapes.Both.union union-made",
        before=shape("Both", {"required": None}),
    ),
    "no union": Case(
        shape("Both", {"union": None}),
        "safe request shapes.Both.union union-unmade\n"
        "risky response shapes.Both.union union-unmade",
        before=shape("Both", {"required": None, "union": True}),
    ),
    "sparse": Case(
        shape("Texts", {"sparse": True}),
        "safe request shapes.Texts.sparse list-made-sparse\n"
        "risky response shapes.Texts.sparse list-made-sparse",
    ),
    "dense": Case(
        shape("Texts", {"sparse": None}),
        "breaking request shapes.Texts.sparse list-made-dense\n"
        "safe response shapes.Texts.sparse list-made-dense",
        before=shape("Texts", {"sparse": True}),
    ),
    "document": Case(
        shape("Both", {"document": True}),
        "breaking request shapes.Both.document document-changed\n"
        "breaking response shapes.Both.document document-changed",
    ),
    "streaming": Case(
        member("Blob", {"streaming": True}),
        "risky request shapes.Both.members.Blob.streaming streaming-changed\n"
        "breaking response shapes.Both.members.Blob.streaming streaming-changed",
        before={
            "service-2": {
                "shapes": {
                    "Blob": {"type": "blob"},
                    "Both": {"members": {"Blob": {"shape": "Blob"}}},
                }
            }
        },
    ),
    "event stream": Case(
        _done({"eventstream": True}),
        "breaking request shapes.Both.eventstream event-stream-changed\n"
        "breaking response shapes.Both.eventstream event-stream-changed",
        before=_done({}),
    ),
    "token": Case(
        member("Text", {"idempotencyToken": True}),
        "safe request shapes.Both.members.Text.idempotencyToken idempotency-token-added\n"
        "safe response shapes.Both.members.Text.idempotencyToken idempotency-token-added",
    ),
    "no token": Case(
        member("Text", {"idempotencyToken": None}),
        "risky request shapes.Both.members.Text.idempotencyToken idempotency-token-removed\n"
        "safe response shapes.Both.members.Text.idempotencyToken idempotency-token-removed",
        before=member("Text", {"idempotencyToken": True}),
    ),
    "secret": Case(
        shape("Text", {"sensitive": True}),
        "safe request shapes.Text.sensitive sensitivity-changed\n"
        "safe response shapes.Text.sensitive sensitivity-changed",
    ),
    # --- constraints --------------------------------------------------------------------------
    "new value": Case(
        shape("Kind", {"enum": ["one", "two", "three"]}),
        "safe request shapes.Kind.enum enum-value-added\n"
        "risky response shapes.Kind.enum enum-value-added",
    ),
    "lost value": Case(
        shape("Kind", {"enum": ["one"]}),
        "breaking request shapes.Kind.enum enum-value-removed\n"
        "safe response shapes.Kind.enum enum-value-removed",
    ),
    "values in another order": Case(shape("Kind", {"enum": ["two", "one"]}), ""),
    "enumeration": Case(
        shape("Text", {"enum": ["a"]}),
        "breaking request shapes.Text.enum enum-added\nsafe response shapes.Text.enum enum-added",
    ),
    "no enumeration": Case(
        shape("Kind", {"enum": None}),
        "safe request shapes.Kind.enum enum-removed\nrisky response shapes.Kind.enum enum-removed",
    ),
    "pattern": Case(
        shape("Kind", {"pattern": "[a-z]+"}),
        "breaking request shapes.Kind.pattern pattern-added\n"
        "safe response shapes.Kind.pattern pattern-added",
    ),
    "no pattern": Case(
        shape("Text", {"pattern": None}),
        "safe request shapes.Text.pattern pattern-removed\n"
        "risky response shapes.Text.pattern pattern-removed",
    ),
    "tighter pattern": Case(
        shape("Text", {"pattern": "[a-f]+"}),
        "breaking request shapes.Text.pattern pattern-tightened\n"
        "safe response shapes.Text.pattern pattern-tightened",
    ),
    "tighter pattern by extras": Case(
        extras(shapes={"Text": {"pattern": "[a-f]+"}}),
        "breaking request shapes.Text.pattern pattern-tightened\n"
        "safe response shapes.Text.pattern pattern-tightened",
    ),
    "looser pattern": Case(
        shape("Text", {"pattern": "[a-z0-9]*"}),
        "safe request shapes.Text.pattern pattern-loosened\n"
        "risky response shapes.Text.pattern pattern-loosened",
    ),
    "other pattern": Case(
        shape("Text", {"pattern": "[b-z0-9]+"}),
        "breaking request shapes.Text.pattern pattern-changed\n"
        "risky response shapes.Text.pattern pattern-changed",
    ),
    "the same pattern in other words": Case(shape("Text", {"pattern": "^[a-z][a-z]*$"}), ""),
    "higher minimum": Case(
        shape("Text", {"min": 2}),
        "breaking request shapes.Text.min minimum-raised\n"
        "safe response shapes.Text.min minimum-raised",
    ),
    "no minimum": Case(
        shape("Text", {"min": None}),
        "safe request shapes.Text.min minimum-lowered\n"
        "risky response shapes.Text.min minimum-lowered",
    ),
    "lower maximum": Case(
        shape("Text", {"max": 8}),
        "breaking request shapes.Text.max maximum-lowered\n"
        "safe response shapes.Text.max maximum-lowered",
    ),
    "no maximum": Case(
        shape("Text", {"max": None}),
        "safe request shapes.Text.max maximum-raised\n"
        "risky response shapes.Text.max maximum-raised",
    ),
    "new maximum": Case(
        shape("Size", {"max": 8}),
        "breaking request shapes.Size.max maximum-lowered\n"
        "safe response shapes.Size.max maximum-lowered",
    ),
    "limits that the types have anyway": Case(
        {
            "service-2": {
                "shapes": {
                    "Kind": {"min": 0},
                    "Texts": {"min": 0},
                    "Size": {"min": -(2**31), "max": 2**31 - 1},
                    "Long": {"min": -(2**63), "max": 2**63 - 1},
                }
            }
        },
        "",
        before=_LIMITED,
    ),
    "limits within those of the types": Case(
        {
            "service-2": {
                "shapes": {
                    "Size": {"max": 2**31 - 2},
                    "Long": {"min": -(2**63) + 1},
                    "Share": {"min": 0},
                }
            }
        },
        "\n".join(
            f"breaking request {what}\nsafe response {what}"
            for what in (
                "shapes.Size.max maximum-lowered",
                "shapes.Long.min minimum-raised",
                "shapes.Share.min minimum-raised",
            )
        ),
        before=_LIMITED,
    ),
    # --- the wire -----------------------------------------------------------------------------
    "place": Case(
        member("Text", {"locationName": "text"}),
        "risky request shapes.Both.members.Text.locationName wire-place-changed\n"
        "risky response shapes.Both.members.Text.locationName wire-place-changed",
    ),
    "format": Case(
        shape("Texts", {"flattened": True}),
        "risky request shapes.Texts.flattened wire-format-changed\n"
        "risky response shapes.Texts.flattened wire-format-changed",
    ),
    "times": Case(
        shape("When", {"timestampFormat": "iso8601"}),
        "risky request shapes.When.timestampFormat timestamp-format-changed\n"
        "risky response shapes.When.timestampFormat timestamp-format-changed",
    ),
    "a trait that is new to us": Case(
        shape("Text", {"colour": "blue"}),
        "risky request shapes.Text.colour trait-changed\n"
        "risky response shapes.Text.colour trait-changed",
    ),
}
