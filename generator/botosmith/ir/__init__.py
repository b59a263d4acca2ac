"""The intermediate representation: one service, as the templates print it.

Types, checks, fakes and docs are all rendered from these classes, so that each fact is worked out
once, in ``build``. Everything is frozen. Shapes refer to each other by name, never by reference:
recursive shapes need no special code, and a service can be compared, hashed by content and sent to
another process.
"""

from botosmith.ir.handled import Direction, Does, Handled
from botosmith.ir.operations import (
    Acceptor,
    AddedMethod,
    AddedParameter,
    Error,
    ErrorField,
    Operation,
    Paginator,
    Parameter,
    Waiter,
)
from botosmith.ir.resources import (
    Collection,
    Resource,
    ResourceAction,
    ResourceProperty,
    Resources,
    SubResource,
)
from botosmith.ir.service import (
    Authentication,
    Cookie,
    Link,
    ModelFile,
    ResponseKeys,
    Service,
    Term,
    Topic,
)
from botosmith.ir.shapes import Form, Kind, Member, MemberPlace, Presence, Regex, Shape, events_of
from botosmith.ir.types import AliasDef, LiteralDef, TypedDictDef, TypedDictField

__all__ = [
    "Acceptor",
    "AddedMethod",
    "AddedParameter",
    "AliasDef",
    "Authentication",
    "Collection",
    "Cookie",
    "Direction",
    "Does",
    "Error",
    "ErrorField",
    "Form",
    "Handled",
    "Kind",
    "Link",
    "LiteralDef",
    "Member",
    "MemberPlace",
    "ModelFile",
    "Operation",
    "Paginator",
    "Parameter",
    "Presence",
    "Regex",
    "Resource",
    "ResourceAction",
    "ResourceProperty",
    "Resources",
    "ResponseKeys",
    "Service",
    "Shape",
    "SubResource",
    "Term",
    "Topic",
    "TypedDictDef",
    "TypedDictField",
    "Waiter",
    "events_of",
]
