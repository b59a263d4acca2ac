"""The shapes of a model as pydantic and msgspec would have them written: annotated TypedDicts.

Types, enumerations, required members, lengths and ranges; patterns are left out, since neither
knows Java's dialect.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

_SCALARS = {
    "string": "str", "integer": "int", "long": "int", "float": "float", "double": "float",
    "boolean": "bool", "timestamp": "datetime", "blob": "bytes",
}  # fmt: skip
_HEADER = """
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired, TypedDict
"""
_LENGTHS = {"min": "min_length", "max": "max_length"}
_RANGES = {"min": "ge", "max": "le"}


def typed_dict(root: Any, constraint: Callable[..., Any], *, closed: bool = False) -> Any:
    """The TypedDict of one of botocore's structures; ``constraint`` is ``Field`` or ``Meta``.

    ``closed`` makes pydantic refuse unknown members.
    """
    module = types.ModuleType(f"peer_types_of_{root.name}{'_closed' if closed else ''}")
    vars(module)["Constraint"] = constraint
    source = _HEADER + "".join(_definitions(root, {}))
    exec(compile(source, module.__name__, "exec", dont_inherit=True), vars(module))
    # The annotations are text, which is looked up in the module of that name.
    sys.modules[module.__name__] = module
    if closed:
        for one in vars(module).values():
            if hasattr(one, "__total__"):
                one.__pydantic_config__ = {"extra": "forbid"}
    return vars(module)[root.name]


def _definitions(shape: Any, seen: dict[str, None]) -> Iterator[str]:
    if shape.type_name == "list":
        yield from _definitions(shape.member, seen)
    elif shape.type_name == "map":
        yield from _definitions(shape.value, seen)
    elif shape.type_name == "structure" and shape.name not in seen:
        seen[shape.name] = None
        for member in shape.members.values():
            yield from _definitions(member, seen)
        members = ", ".join(f"{name!r}: {_member(shape, name)!r}" for name in shape.members)
        yield f"{shape.name} = TypedDict({shape.name!r}, {{{members}}})\n"


def _member(shape: Any, name: str) -> str:
    annotation = _annotation(shape.members[name])
    return annotation if name in shape.required_members else f"NotRequired[{annotation}]"


def _annotation(shape: Any) -> str:
    match shape.type_name:
        case "structure":
            return str(shape.name)
        case "list":
            return _constrained(f"list[{_annotation(shape.member)}]", shape, _LENGTHS)
        case "map":
            key, value = _annotation(shape.key), _annotation(shape.value)
            return _constrained(f"dict[{key}, {value}]", shape, _LENGTHS)
        case "string" if shape.enum:
            return f"Literal[{', '.join(map(repr, shape.enum))}]"
        case "string" | "blob":
            return _constrained(_SCALARS[shape.type_name], shape, _LENGTHS)
        case "integer" | "long" | "float" | "double":
            return _constrained(_SCALARS[shape.type_name], shape, _RANGES)
        case kind:
            return _SCALARS[kind]


def _constrained(annotation: str, shape: Any, names: dict[str, str]) -> str:
    found = [
        f"{name}={shape.metadata[limit]}"
        for limit, name in names.items()
        if limit in shape.metadata
    ]
    return f"Annotated[{annotation}, Constraint({', '.join(found)})]" if found else annotation
