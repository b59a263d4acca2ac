"""The contents of ``type_defs.py``: every ``TypedDict`` and alias, in order of definition."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from botosmith import ir, names
from botosmith.build.annotations import Annotator

TypeDefinition = ir.TypedDictDef | ir.AliasDef

RESPONSE_METADATA = ir.TypedDictField(
    name="ResponseMetadata", annotation="ResponseMetadataTypeDef", required=True
)
_UNKNOWN_MEMBER = ir.TypedDictField(
    name="SDK_UNKNOWN_MEMBER", annotation="UnknownMemberTypeDef", required=False
)
_IDENTIFIER = re.compile(r"\w+")


def nested_types(shapes: Mapping[str, ir.Shape], annotator: Annotator) -> Iterator[TypeDefinition]:
    """The types of the structures that are members of others."""
    for name in sorted(annotator.sent | annotator.received):
        shape = shapes[name]
        for type_name, direction in annotator.type_names(name):
            fields = nested_fields(shape, direction, annotator)
            if direction == "input" and annotator.goes_back(shape):
                fields = _with_read_only(fields, shape, annotator)
            yield _typed_dict(type_name, shape, fields)
        if name in annotator.unions:
            yield ir.AliasDef(
                name=annotator.unions[name],
                shape=name,
                documentation="",
                alternatives=tuple(type_name for type_name, _ in annotator.type_names(name)),
            )


def nested_fields(
    shape: ir.Shape, direction: ir.Direction, annotator: Annotator
) -> tuple[ir.TypedDictField, ...]:
    """The keys of a structure that is a member of another."""
    return (_one_of if shape.one_of else _fields)(shape, direction, annotator)


def fields_types(annotator: Annotator) -> Iterator[TypeDefinition]:
    """The dicts that botocore accepts instead of some texts, and the unions of text and dict."""
    for taken in annotator.fields.values():
        yield typed_dict(
            taken.name,
            "",
            tuple(
                ir.TypedDictField(name=name, annotation="str", required=required)
                for name, required in taken.fields
            ),
            "What botocore makes the text of.",
        )
        yield ir.AliasDef(
            name=taken.either, shape="", documentation="", alternatives=("str", taken.name)
        )


def request_type(shape: ir.Shape, annotator: Annotator) -> ir.TypedDictDef:
    """The parameters of an operation. Idempotency tokens are optional: botocore generates them."""
    fields = tuple(
        replace(annotator.key(member, "input", required=member.required_in("request")), name=name)
        for member in _required_first(shape)
        for name in member.arguments
    )
    return _typed_dict(annotator.requests[shape.name], shape, fields)


def response_type(
    shape: ir.Shape, annotator: Annotator, optional: Container[str] | None
) -> ir.TypedDictDef:
    """The response of an operation.

    A key is required if the model requires it or botocore sets it itself. With ``optional``, all
    keys except these are required.
    """
    members = [
        (member, member.always_in("response") or not (optional is None or member.name in optional))
        for member in shape.members
    ]
    fields = tuple(
        annotator.key(member, "output", required=required)
        for member, required in sorted(members, key=lambda pair: not pair[1])
    )
    if not any(field.name == RESPONSE_METADATA.name for field in fields):
        fields += (RESPONSE_METADATA,)
    return _typed_dict(annotator.responses[shape.name], shape, fields)


def extended_request(
    name: str, request: ir.TypedDictDef, *, without: frozenset[str], plus: ir.TypedDictField
) -> ir.TypedDictDef:
    """A paginator's or waiter's parameters: some of the operation's, and one for botocore."""
    kept = tuple(field for field in request.fields if field.name not in without)
    return replace(request, name=name, fields=(*kept, plus))


def typed_dict(
    name: str, shape: str, fields: tuple[ir.TypedDictField, ...], documentation: str
) -> ir.TypedDictDef:
    """A type that is not for one shape, such as the parameters of a fake's rule."""
    return ir.TypedDictDef(
        name=name,
        shape=shape,
        documentation=documentation,
        fields=fields,
        functional=_needs_call_syntax(fields),
    )


def in_order(definitions: list[TypeDefinition]) -> tuple[TypeDefinition, ...]:
    """The definitions by name, each after those it refers to; recursive references are quoted."""
    by_name = {definition.name: definition for definition in definitions}
    mentions = {name: _mentions(definition, by_name) for name, definition in by_name.items()}
    ordered: list[TypeDefinition] = []
    done: set[str] = set()
    undefined = set(by_name)
    for root in sorted(by_name):
        stack = [(root, iter(mentions[root]))]
        entered = {root}
        while stack and root not in done:
            name, onward = stack[-1]
            following = next((m for m in onward if m not in done and m not in entered), None)
            if following is not None:
                entered.add(following)
                stack.append((following, iter(mentions[following])))
                continue
            stack.pop()
            backward = undefined.intersection(mentions[name])
            ordered.append(_quoted(by_name[name], backward) if backward else by_name[name])
            done.add(name)
            undefined.remove(name)
    return tuple(ordered)


def _mentions(definition: TypeDefinition, known: Mapping[str, object]) -> list[str]:
    annotations = (
        definition.alternatives
        if isinstance(definition, ir.AliasDef)
        else [field.annotation for field in definition.fields]
    )
    return sorted({w for text in annotations for w in _IDENTIFIER.findall(text) if w in known})


def _quoted(definition: TypeDefinition, undefined: AbstractSet[str]) -> TypeDefinition:
    """Quote references to types that the module defines later, for recursion."""
    if isinstance(definition, ir.AliasDef):
        quoted = tuple(_quote_if_needed(name, undefined) for name in definition.alternatives)
        return replace(definition, alternatives=quoted)
    fields = tuple(
        replace(field, annotation=_quote_if_needed(field.annotation, undefined))
        for field in definition.fields
    )
    return replace(definition, fields=fields)


def _quote_if_needed(annotation: str, undefined: AbstractSet[str]) -> str:
    early = any(word in undefined for word in _IDENTIFIER.findall(annotation))
    return f'"{annotation}"' if early else annotation


def _with_read_only(
    fields: tuple[ir.TypedDictField, ...], shape: ir.Shape, annotator: Annotator
) -> tuple[ir.TypedDictField, ...]:
    """Read-only fields of a request's type, so that a response's narrower type fits (PEP 705).

    Type checkers require equal items in two ``TypedDict`` types, unless they are read-only.
    """
    differing = {member.name for member in shape.members if annotator.differs(member)}
    return tuple(
        replace(field, read_only=True) if field.name in differing else field for field in fields
    )


def _one_of(
    shape: ir.Shape, direction: ir.Direction, annotator: Annotator
) -> tuple[ir.TypedDictField, ...]:
    """The keys of a union or of an event; a value has exactly one of them.

    A ``TypedDict`` for each key would be exact, but type checkers then refuse ``value.get("S")``.
    So there is one type for all of them, and checks count the keys of a value. An error at the end
    of an event stream is not an event: botocore raises it.
    """
    events = [one for one in shape.members if one.shape not in annotator.errors]
    members = events if shape.event_stream and events else shape.members
    fields = tuple(
        annotator.key(member, direction, required=len(members) == 1) for member in members
    )
    unknown = direction == "output" and shape.tagged
    return (*fields, _UNKNOWN_MEMBER) if unknown else fields


def _fields(
    shape: ir.Shape, direction: ir.Direction, annotator: Annotator
) -> tuple[ir.TypedDictField, ...]:
    """The keys of a nested structure."""
    return tuple(
        annotator.key(member, direction, required=member.required_in("nested"))
        for member in _required_first(shape)
    )


def _required_first(shape: ir.Shape) -> list[ir.Member]:
    return sorted(shape.members, key=lambda member: not member.required)


def _typed_dict(
    name: str,
    shape: ir.Shape,
    fields: tuple[ir.TypedDictField, ...],
) -> ir.TypedDictDef:
    return ir.TypedDictDef(
        name=name,
        shape=shape.name,
        documentation=shape.documentation,
        fields=fields,
        functional=_needs_call_syntax(fields),
        one_of=shape.one_of and len(fields) > 1,
    )


def _needs_call_syntax(fields: tuple[ir.TypedDictField, ...]) -> bool:
    """Whether a class body cannot have these keys, or one would hide the type of another."""
    keys = {field.name for field in fields}
    if not all(map(names.is_plain_key, keys)):
        return True
    words = set(_IDENTIFIER.findall(" ".join([field.annotation for field in fields])))
    if keys.isdisjoint(words | {"NotRequired", "ReadOnly"}):
        return False
    return any(_words(field) & keys - {field.name} for field in fields)


def _words(field: ir.TypedDictField) -> set[str]:
    """The names in a key's type."""
    qualifiers = {"NotRequired": not field.required, "ReadOnly": field.read_only}
    used = {word for word, is_used in qualifiers.items() if is_used}
    return used.union(_IDENTIFIER.findall(field.annotation))
