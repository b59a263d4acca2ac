"""Traits of shapes, of references to shapes, and of the objects inside them."""

from __future__ import annotations

from botosmith.models.traits.trait import (
    CONSTRAINT,
    FLAG,
    INTEGER,
    JUDGED,
    LIST,
    NAMESPACE,
    OBJECT,
    STRING,
    Trait,
    TraitPlace,
)

_SHAPE: tuple[TraitPlace, ...] = ("shape",)
_REFERENCE: tuple[TraitPlace, ...] = ("reference",)
_BOTH: tuple[TraitPlace, ...] = ("shape", "reference")
_COUNTED = ("blob", "list", "map", "string")
_BOUNDED = (*_COUNTED, "double", "float", "integer", "long")

_TEXT = ("documentation-changed",)
_PLACE = ("wire-place-changed",)
_FORMAT = ("wire-format-changed",)
_STREAM = ("streaming-changed",)
_EVENTS = ("event-stream-changed",)
_OTHER = ("trait-changed",)

CONSTRAINTS = [
    Trait(name="enum", places=_BOTH, kind=JUDGED, on=("string",), constraint=True,
          about="the values that a string may have"),
    Trait(name="max", places=_BOTH, kind=JUDGED, on=_BOUNDED, constraint=True,
          about="the greatest number, length or count"),
    Trait(name="min", places=_BOTH, kind=JUDGED, on=_BOUNDED, constraint=True,
          about="the least number, length or count; botocore checks it in requests"),
    Trait(name="pattern", places=_BOTH, kind=STRING, on=("string",), constraint=True,
          about="the regular expression, in Java's dialect, that a string matches"),
    Trait(name="uniqueItems", places=_SHAPE, kind=FLAG, on=("list",), constraint=True,
          change=CONSTRAINT, about="all items of a list differ, as in Smithy"),
]  # fmt: skip

STRUCTURE = [
    Trait(name="type", places=_SHAPE, kind=JUDGED,
          about="the type of its values"),
    Trait(name="members", places=_SHAPE, kind=JUDGED, on=("structure",),
          inside="reference", nested=1, about="the members of a structure, by name"),
    Trait(name="required", places=_SHAPE, kind=JUDGED, on=("structure",),
          about="the names of required members"),
    Trait(name="member", places=_SHAPE, kind=JUDGED, on=("list",),
          inside="reference", about="the items of a list"),
    Trait(name="key", places=_SHAPE, kind=JUDGED, on=("map",),
          inside="reference", about="the keys of a map"),
    Trait(name="value", places=_SHAPE, kind=JUDGED, on=("map",),
          inside="reference", about="the values of a map"),
    Trait(name="shape", places=_REFERENCE, kind=JUDGED,
          about="the name of the shape that is referred to"),
    Trait(name="union", places=_SHAPE, kind=FLAG, on=("structure",),
          change=("union-made", "union-unmade"), about="exactly one member is set"),
    Trait(name="sparse", places=_SHAPE, kind=FLAG, on=("list", "map"),
          change=("list-made-sparse", "list-made-dense"), about="values may be null"),
    Trait(name="document", places=_SHAPE, kind=FLAG, on=("structure",),
          change=("document-changed",), about="any JSON value"),
    Trait(name="box", places=_BOTH, kind=FLAG, about="without effect; in Java, null is allowed"),
    Trait(name="synthetic", places=_SHAPE, kind=FLAG, about="made by the model's own generator"),
    Trait(name="sensitive", places=_BOTH, kind=FLAG, change=("sensitivity-changed",),
          about="messages and logs do not show the value"),
    # On other types, botocore's own validation would refuse the token that botocore adds.
    Trait(name="idempotencyToken", places=_REFERENCE, kind=FLAG, on=("string", "blob"),
          misplaced="wrong-value",
          change=("idempotency-token-added", "idempotency-token-removed"),
          about="botocore adds a random string if a request lacks the member"),
]  # fmt: skip

TEXTS = [
    Trait(name="documentation", places=_BOTH, kind=STRING, change=_TEXT, about="HTML"),
    Trait(name="deprecated", places=_BOTH, kind=FLAG,
          change=("member-deprecated", "member-undeprecated"),
          about="still works, but will be removed"),
    Trait(name="deprecatedMessage", places=_BOTH, kind=STRING, change=_TEXT,
          about="what to use instead"),
    Trait(name="deprecatedSince", places=_BOTH, kind=STRING, change=_TEXT, about="since when"),
]  # fmt: skip

ON_THE_WIRE = [
    Trait(name="location", places=_REFERENCE, kind=STRING, change=_PLACE,
          about="the location of the member in an HTTP message, if not the body"),
    Trait(name="locationName", places=_BOTH, kind=STRING, rule="wrong-value", change=_PLACE,
          about="the name in a message"),
    Trait(name="queryName", places=_BOTH, kind=STRING, rule="wrong-value", change=_PLACE,
          about="the name in a message of the protocol ec2"),
    Trait(name="hostLabel", places=_REFERENCE, kind=FLAG, change=_PLACE,
          about="it becomes a part of the host's name, too"),
    Trait(name="payload", places=_SHAPE, kind=STRING, rule="wrong-value", nullable=True,
          on=("structure",),
          change=_PLACE, about="the member that is the whole body"),
    Trait(name="flattened", places=_BOTH, kind=FLAG, change=_FORMAT,
          about="a list or map without an element around its entries"),
    Trait(name="jsonvalue", places=_REFERENCE, kind=FLAG, on=("string",), change=_FORMAT,
          about="a header with JSON in Base64"),
    Trait(name="xmlAttribute", places=_BOTH, kind=FLAG, change=_FORMAT,
          about="an attribute of its structure's element"),
    Trait(name="xmlNamespace", places=_BOTH, kind=NAMESPACE, change=_FORMAT,
          inside="XML namespace", about="the namespace of its element"),
    Trait(name="xmlOrder", places=_SHAPE, kind=LIST, change=_FORMAT,
          about="the order of the members' elements"),
    Trait(name="wrapper", places=_SHAPE, kind=FLAG, change=_FORMAT,
          about="an element of an old protocol"),
    Trait(name="timestampFormat", places=_BOTH, kind=STRING, rule="wrong-value", nullable=True,
          change=("timestamp-format-changed",), about="the format of a timestamp"),
    Trait(name="streaming", places=_BOTH, kind=FLAG, change=_STREAM,
          about="a body that is read piece by piece"),
    Trait(name="requiresLength", places=_SHAPE, kind=FLAG, change=_STREAM,
          about="a stream whose length has to be known before it is sent"),
    Trait(name="event", places=_SHAPE, kind=FLAG, change=_EVENTS, about="an event of a stream"),
    Trait(name="eventstream", places=_SHAPE, kind=FLAG, on=("structure",), change=_EVENTS,
          about="a stream of events, one of its members at a time"),
    Trait(name="eventheader", places=_REFERENCE, kind=FLAG, change=_PLACE,
          about="it is in a header of the event"),
    Trait(name="eventpayload", places=_REFERENCE, kind=FLAG, change=_PLACE,
          about="it is the body of the event"),
    Trait(name="prefix", places=("XML namespace",), kind=STRING,
          about="the namespace's short name"),
    Trait(name="uri", places=("XML namespace",), kind=STRING, rule="wrong-value",
          about="the namespace itself"),
]  # fmt: skip

ENDPOINTS = [
    Trait(name="contextParam", places=_REFERENCE, kind=OBJECT, rule="wrong-value",
          change=("endpoint-parameters-changed",), inside="context parameter",
          about="the rules for endpoints take the member's value"),
    Trait(name="name", places=("context parameter",), kind=STRING, rule="wrong-value",
          about="the parameter of the rules"),
    Trait(name="clientContextParams", places=_SHAPE, kind=OBJECT, change=_OTHER,
          about="parameters of the rules that a client's configuration gives"),
    Trait(name="endpointdiscoveryid", places=_BOTH, kind=FLAG, change=_OTHER,
          about="the operation that discovers endpoints takes the member's value"),
]  # fmt: skip

ERRORS = [
    Trait(name="exception", places=_SHAPE, kind=FLAG, misplaced="wrong-value", on=("structure",),
          about="an error; clients have a class for it"),
    Trait(name="error", places=_SHAPE, kind=OBJECT, rule="wrong-value", on=("structure",),
          inside="error", about="the code and the status of an error"),
    Trait(name="retryable", places=_SHAPE, kind=OBJECT,
          change=("error-retry-changed",), inside="retryable",
          about="botocore retries a call with this error"),
    Trait(name="throttling", places=("retryable",), kind=FLAG, about="after a longer time"),
    Trait(name="fault", places=("shape", "error"), kind=FLAG, change=("error-blame-changed",),
          about="the service is at fault"),
    Trait(name="code", places=("error",), kind=STRING,
          change=("error-code-changed",), about="the code, if it is not the shape's name"),
    Trait(name="httpStatusCode", places=("error",), kind=INTEGER, change=("error-status-changed",),
          about="the status of the response"),
    Trait(name="senderFault", places=("error",), kind=FLAG, change=("error-blame-changed",),
          about="the caller is at fault"),
]  # fmt: skip

ROWS = [*CONSTRAINTS, *STRUCTURE, *TEXTS, *ON_THE_WIRE, *ENDPOINTS, *ERRORS]
