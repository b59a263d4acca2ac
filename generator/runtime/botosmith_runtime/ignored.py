"""Rules that are not checked: ``{"ReceiveMessage.AttributeNames": "enum"}``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from botosmith_runtime.constraints import CONSTRAINTS
from botosmith_runtime.service_facts import known
from botosmith_runtime.violations import without_indices
from botosmith_runtime.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from botocore.model import ServiceModel

RuleName = Literal[
    "type",
    "null",
    "required",
    "unknown",
    "length",
    "size",
    "range",
    "enum",
    "pattern",
    "union",
    "presence",
    "depth",
    "limit",
]
Ignore = Mapping[str, str | Collection[str]]
"""Rules to ignore, by ``Operation`` or ``Operation.Member.Member``; ``*`` is every rule."""

RULES = frozenset(get_args(RuleName)) | {one.rule for one in CONSTRAINTS.values()}
"""The rules that can be ignored. ``label`` is not among them: it applies in every mode."""


def parsed(
    ignore: Ignore, model: ServiceModel | None = None
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The places, without list indices, and the rules that are ignored there.

    Raises ValueError for a rule that does not exist. With the service's ``model``, it also raises
    ValueError for an operation or a member that the service does not have.
    """
    ignored: list[tuple[str, frozenset[str]]] = []
    for given, rules_given in ignore.items():
        place = without_indices(given)
        if model is not None and (problem := _misplaced(place, model)):
            raise ValueError(f"ignore: {given!r}: {problem}")
        rules = frozenset([rules_given] if isinstance(rules_given, str) else rules_given)
        if unknown := sorted(rules - RULES - {"*"}):
            expected = ", ".join(sorted(RULES))
            problem = f"{unknown[0]!r} is not a rule: expected {expected} or *"
            raise ValueError(f"ignore: {given!r}: {problem}")
        ignored.append((place, rules))
    return tuple(ignored)


def of_service(said: Any, model: ServiceModel) -> Any:
    """What is said of a service's operations, or of all; the rest is said of other services'."""
    if said is None or isinstance(said, str):  # one mode for all
        return said
    operations = {*model.operation_names, "*"}
    return {place: one for place, one in said.items() if place.partition(".")[0] in operations}


def unknown_operation(name: str, model: ServiceModel) -> str:
    """What is wrong with the name of an operation; empty if the service has it."""
    if name in model.operation_names:
        return ""
    return f"there is no operation {name}{_meant(name, model.operation_names)}"


def _misplaced(place: str, model: ServiceModel) -> str:
    """What is wrong with a place; empty if nothing is."""
    name, *steps = place.split(".")
    if problem := unknown_operation(name, model):
        return problem
    operation = model.operation_model(name)
    shapes: list[Any] = [one for one in (operation.input_shape, operation.output_shape) if one]
    for depth, step in enumerate(steps, start=2):
        shapes = [_without_lists(shape) for shape in shapes]
        if not all(map(_has_named_members, shapes)):
            return ""  # map keys are data, or a botocore handler takes a dict for a string
        members = {name: member for shape in shapes for name, member in shape.members.items()}
        if step not in members:
            if step in _aliases(model):
                return ""
            where = ".".join(place.split(".")[:depth])
            return f"there is no member {where}{_meant(step, members)}"
        shapes = [shape.members[step] for shape in shapes if step in shape.members]
    return ""


def _without_lists(shape: Any) -> Any:
    while shape.type_name == "list":
        shape = shape.member
    return shape


def _has_named_members(shape: Any) -> bool:
    return shape.type_name == "structure" and not shape.is_document_type


def _aliases(model: ServiceModel) -> Iterator[str]:
    rows = known(model.service_id).get("handlers", {}).values()
    return (row["alias"] for row in rows if "alias" in row)


def _meant(name: str, names: Collection[str]) -> str:
    return did_you_mean(nearest(name, tuple(names)))
