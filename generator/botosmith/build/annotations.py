"""Shapes -> Python types: which ``TypedDict`` and ``Literal`` each becomes, and every annotation.

A shape that requests and responses share gets two types if they differ: a request takes any
``Sequence``, ``Mapping``, date string or file; a response contains ``list``, ``dict``, ``datetime``
and ``bytes``. They are named as in types-boto3: ``XTypeDef`` for requests, ``XOutputTypeDef`` for
responses, and ``XUnionTypeDef`` for both. Members of requests have the last, so that a part of a
response can be sent back unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from botosmith import ir, names
from botosmith.ir import graph
from botosmith.names.claims import TypeNames

_SCALARS: Mapping[str, str] = {
    "integer": "int",
    "long": "int",
    "boolean": "bool",
}
_FLEXIBLE: Mapping[ir.Direction, Mapping[str, str]] = {
    "input": {
        "blob": "BlobTypeDef",
        "double": "DoubleTypeDef",
        "float": "DoubleTypeDef",
        "timestamp": "TimestampTypeDef",
    },
    "output": {"blob": "bytes", "double": "float", "float": "float", "timestamp": "datetime"},
}
_ANYTHING: Mapping[ir.Direction, str] = {"input": "Mapping[str, Any]", "output": "dict[str, Any]"}

# What type_defs.py imports from the runtime, under types-boto3's names.
COMMON_TYPES = frozenset(
    {"BlobTypeDef", "DocumentTypeDef", "DoubleTypeDef", "EmptyResponseMetadataTypeDef"}
    | {"ClientErrorDetailTypeDef", "ErrorResponseTypeDef", "PaginatorConfigTypeDef"}
    | {"ResponseMetadataTypeDef", "TimestampTypeDef", "UnknownMemberTypeDef"}
    | {"WaiterConfigTypeDef"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsType:
    """A ``TypedDict`` that botocore takes instead of a string, and the union of both."""

    name: str
    either: str
    fields: tuple[tuple[str, bool], ...]


class Annotator:
    """Has the Python types of every shape, for requests and for responses.

    ``requests`` and ``responses`` are the operations' input and output shapes, in model order.
    ``errors`` are the error shapes; their members have the types of responses.
    """

    def __init__(
        self,
        shapes: Mapping[str, ir.Shape],
        *,
        requests: Iterable[str],
        responses: Iterable[str],
        errors: Iterable[str],
    ) -> None:
        self._shapes = shapes
        self._names = TypeNames(COMMON_TYPES)
        self._literal_names = TypeNames(frozenset())
        requests, responses = sorted(set(requests)), sorted(set(responses))
        self.errors = frozenset(errors)
        self.sent = self._nested_structures(requests)
        self.received = self._nested_structures([*responses, *sorted(self.errors)])
        self._differing = self._shapes_that_differ()
        self._recursive = graph.recursive(shapes)
        self.literals = {
            name: self._literal_names.claim(names.literal_type(stem))
            for name, stem in self._by_case(name for name, s in shapes.items() if s.enum)
        }
        self._input_names: dict[str, str] = {}
        self._output_names: dict[str, str] = {}
        self.unions: dict[str, str] = {}
        self._name_nested_types()
        self.responses = {
            name: self._names.claim(*names.response_types(stem))
            for name, stem in self._by_case(name for name in responses if shapes[name].members)
        }
        self.requests = {
            name: self._names.claim(*names.request_types(stem))
            for name, stem in self._by_case(name for name in requests if shapes[name].members)
        }
        self.fields = dict(self._taken_as_fields())

    def claim(self, *suggestions: str) -> str:
        """A free name in ``type_defs`` for a type without a shape."""
        return self._names.claim(*suggestions)

    def type_names(self, shape: str) -> Iterator[tuple[str, ir.Direction]]:
        """The names of a nested structure's types, each with its direction.

        A type that requests and responses share is as responses have it, without ``Decimal``.
        """
        shared = shape in self.sent & self.received and shape not in self._differing
        if shape in self.sent:
            yield self._input_names[shape], "output" if shared else "input"
        if shape in self.received and not shared:
            yield self._output_names[shape], "output"

    def key(
        self, member: ir.Member, direction: ir.Direction, *, required: bool
    ) -> ir.TypedDictField:
        """The key of a ``TypedDict`` that stands for a member."""
        return ir.TypedDictField(
            name=member.name,
            annotation=self.member(member, direction),
            required=required,
            documentation=member.documentation or self._shapes[member.shape].documentation,
        )

    def member(self, member: ir.Member, direction: ir.Direction) -> str:
        """The annotation of a structure's member."""
        if member.form == "json":
            return "Any"
        if member.form == "stream" and direction == "output":
            return "StreamingBody"
        annotation = self.shape(member.shape, direction)
        if handled := member.handled_in(direction):
            return self._handled(member, handled, annotation)
        return f"EventStream[{annotation}]" if member.form == "events" else annotation

    def _handled(self, member: ir.Member, handled: ir.Handled, annotation: str) -> str:
        """The annotation of a member that botocore's handlers convert."""
        match handled.does:
            case "decodes":
                return handled.type
            case "gives-none":
                return f"Union[{annotation}, None]"
            case "takes-bytes":
                return f"Union[{annotation}, bytes]"
            case "takes-fields":
                return self.fields[member.shape].either
            case _:
                return annotation

    def shape(self, name: str, direction: ir.Direction) -> str:
        """The annotation of a shape."""
        shape = self._shapes[name]
        match shape.kind:
            case "structure":
                return self._structure(shape, direction)
            case "list":
                container = "list" if direction == "output" else "Sequence"
                return f"{container}[{self._element(shape, direction)}]"
            case "map":
                container = "dict" if direction == "output" else "Mapping"
                key = self.shape(shape.key, direction)
                return f"{container}[{key}, {self._element(shape, direction)}]"
            case "string":
                return self.literals.get(name, "str")
            case _:
                return _SCALARS.get(shape.kind) or _FLEXIBLE[direction][shape.kind]

    def goes_back(self, shape: ir.Shape) -> bool:
        """Whether the items that differ are read-only in requests, so that a response's type fits.

        Not in every shape: what a program puts together key by key is not read-only. A union has
        one key, recursive types are taken as they come, and required keys are there from the start.
        """
        if shape.name not in self.unions:
            return False
        differing = [member for member in shape.members if self.differs(member)]
        return (
            shape.one_of
            or shape.name in self._recursive
            or all(member.required for member in differing)
        )

    def differs(self, member: ir.Member) -> bool:
        """Whether a member's type is not the same in requests and responses."""
        return self.member(member, "input") != self.member(member, "output")

    def _taken_as_fields(self) -> Iterator[tuple[str, FieldsType]]:
        members = (member for shape in self._shapes.values() for member in shape.members)
        found = {one.shape: one.as_handled("takes-fields") for one in members if one.handled}
        for shape, handled in sorted(found.items()):
            if handled is not None:
                stem = names.type_base(shape)
                yield (
                    shape,
                    FieldsType(
                        name=self.claim(*names.fields_types(stem)),
                        either=self.claim(*names.fields_or_text_types(stem)),
                        fields=handled.fields,
                    ),
                )

    def _element(self, shape: ir.Shape, direction: ir.Direction) -> str:
        element = self.shape(shape.element, direction)
        return f"Union[{element}, None]" if shape.sparse else element

    def _structure(self, shape: ir.Shape, direction: ir.Direction) -> str:
        if shape.document:
            return "DocumentTypeDef" if direction == "input" else "Any"
        if not shape.members:
            return _ANYTHING[direction]
        if direction == "output":
            return self._output_names[shape.name]
        return self.unions.get(shape.name) or self._input_names[shape.name]

    def _nested_structures(self, roots: Iterable[str]) -> frozenset[str]:
        """The structures inside ``roots``; a root only if it is also nested."""
        found: set[str] = set()
        seen: set[str] = set(roots)
        pending = list(seen)
        while pending:
            for name in _references(self._shapes[pending.pop()]):
                shape = self._shapes[name]
                if shape.structured and shape.members:
                    found.add(name)
                if name not in seen:
                    seen.add(name)
                    pending.append(name)
        return frozenset(found)

    def _shapes_that_differ(self) -> frozenset[str]:
        """The shapes whose type is not the same in requests and responses."""
        users: dict[str, list[str]] = {}
        for name, shape in self._shapes.items():
            for reference in _references(shape):
                users.setdefault(reference, []).append(name)
        differing = {name for name, shape in self._shapes.items() if _differs_by_itself(shape)}
        pending = list(differing)
        while pending:
            for user in users.get(pending.pop(), ()):
                if user not in differing:
                    differing.add(user)
                    pending.append(user)
        return frozenset(differing)

    def _name_nested_types(self) -> None:
        for name, stem in self._by_case(self.sent):
            self._input_names[name] = self._names.claim(names.nested_type(stem))
        for name, stem in self._by_case(self.received):
            if name not in self.sent:
                self._output_names[name] = self._names.claim(names.nested_type(stem))
            elif name not in self._differing:
                self._output_names[name] = self._input_names[name]
        for name, stem in self._by_case((self.sent & self.received) & self._differing):
            self._output_names[name] = self._names.claim(*names.nested_output_types(stem))
            self.unions[name] = self._names.claim(*names.nested_union_types(stem))

    @staticmethod
    def _by_case(shapes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Shapes with the stems of their type names, the unchanged names first.

        If two names differ only by case, the capitalised one is not changed.
        """
        stems = ((name, names.type_base(name)) for name in sorted(shapes))
        return iter(sorted(stems, key=lambda pair: (pair[0] != pair[1], pair[0])))


def _references(shape: ir.Shape) -> Iterator[str]:
    for member in shape.members:
        yield member.shape
    if shape.element:
        yield shape.element
    if shape.key:
        yield shape.key


def _differs_by_itself(shape: ir.Shape) -> bool:
    if shape.kind == "structure":
        handled = any(member.handled for member in shape.members)
        return shape.tagged or shape.document or handled or not shape.members
    return shape.kind in {"list", "map", "blob", "timestamp"}
