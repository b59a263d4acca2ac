"""Keys that neither botocore nor botosmith reads, and AWS's models do not have: misspelt, mostly.

They have no effect, and nothing else would say so. What is known at each place is what stands there
in the 439 models of botocore 1.44.5, and what botocore's code looks for.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import shown
from botosmith.problems import did_you_mean
from botosmith.tools.lint.rules import Found

Document = Mapping[str, Any]
Keys = frozenset[str]
_Place = tuple[str, object, Keys]


def _keys(text: str) -> Keys:
    return frozenset(text.split())


_DEPRECATED = "deprecated deprecatedMessage deprecatedSince"
_WIRE = "flattened locationName streaming timestampFormat xmlNamespace"
_NAMESPACE = _keys("prefix uri")

_SERVICE = _keys(
    f"{_DEPRECATED} clientContextParams documentation examples metadata operations shapes version"
)
_METADATA = _keys(
    "apiVersion auth awsQueryCompatible checksumFormat endpointPrefix globalEndpoint jsonVersion "
    "protocol protocolSettings protocols ripServiceName serviceAbbreviation serviceFullName "
    "serviceId signatureVersion signingName targetPrefix uid xmlNamespace"
)
_OPERATION = _keys(
    f"{_DEPRECATED} auth authtype documentation documentationUrl endpoint endpointdiscovery "
    "endpointoperation errors http httpChecksum httpChecksumRequired idempotent input name "
    "operationContextParams output readonly requestcompression staticContextParams unsignedPayload"
)
_PARTS_OF_OPERATION: Mapping[str, Keys] = {
    "endpoint": _keys("hostPrefix"),
    "endpointdiscovery": _keys("required"),
    "http": _keys("method requestUri responseCode"),
    "httpChecksum": _keys(
        "requestAlgorithmMember requestChecksumRequired requestValidationModeMember "
        "responseAlgorithms"
    ),
    "input": _keys("documentation locationName shape xmlNamespace"),
    "output": _keys("documentation locationName resultWrapper shape wrapper xmlNamespace"),
    "requestcompression": _keys("encodings"),
}
_ERROR = _keys("documentation error exception fault shape")
_SHAPE = _keys(
    f"{_DEPRECATED} {_WIRE} box clientContextParams document documentation endpointdiscoveryid "
    "enum error event eventstream exception fault key max member members min pattern payload "
    "required requiresLength retryable sensitive sparse synthetic type union value wrapper xmlOrder"
)
_PARTS_OF_SHAPE: Mapping[str, Keys] = {
    "error": _keys("code fault httpStatusCode senderFault"),
    "retryable": _keys("throttling"),
    "xmlNamespace": _NAMESPACE,
}
# A reference refines its shape: of a shape's traits, it can have those of the value itself.
_REFERENCE = _keys(
    f"{_DEPRECATED} {_WIRE} box contextParam documentation endpointdiscoveryid enum eventheader "
    "eventpayload hostLabel idempotencyToken jsonvalue location max min pattern queryName "
    "sensitive shape xmlAttribute"
)
_PARTS_OF_REFERENCE: Mapping[str, Keys] = {
    "contextParam": _keys("name"),
    "xmlNamespace": _NAMESPACE,
}
_PAGINATORS = _keys("pagination version")
_PAGINATOR = _keys("input_token limit_key more_results non_aggregate_keys output_token result_key")
_WAITERS = _keys("version waiters")
_WAITER = _keys("acceptors delay description maxAttempts operation")
_ACCEPTOR = _keys("argument expected matcher state")
_EXAMPLES = _keys("examples version")
_EXAMPLE = _keys("comments description id input output title")


def service(document: Document) -> Found:
    """Of ``service-2.json``."""
    return _unknown(_service(document))


def paginators(document: Document) -> Found:
    """Of ``paginators-1.json``."""
    pagination: Document = document["pagination"]
    entries = [(f"pagination.{name}", one, _PAGINATOR) for name, one in pagination.items()]
    return _unknown([("", document, _PAGINATORS), *entries])


def waiters(document: Document) -> Found:
    """Of ``waiters-2.json``."""
    places: list[_Place] = [("", document, _WAITERS)]
    for name, waiter in document["waiters"].items():
        places.append((f"waiters.{name}", waiter, _WAITER))
        places += _numbered(f"waiters.{name}.acceptors", waiter["acceptors"], _ACCEPTOR)
    return _unknown(places)


def examples(document: Document) -> Found:
    """Of ``examples-1.json``."""
    places: list[_Place] = [("", document, _EXAMPLES)]
    for name, examples in document["examples"].items():
        places += _numbered(f"examples.{name}", examples, _EXAMPLE)
    return _unknown(places)


def _service(document: Document) -> Iterator[_Place]:
    yield "", document, _SERVICE
    yield "metadata", document["metadata"], _METADATA
    for name, operation in document["operations"].items():
        where = f"operations.{name}"
        yield where, operation, _OPERATION
        yield from _parts(where, operation, _PARTS_OF_OPERATION)
        yield from _numbered(f"{where}.errors", operation.get("errors"), _ERROR)
    for name, shape in document["shapes"].items():
        where = f"shapes.{name}"
        yield where, shape, _SHAPE
        yield from _parts(where, shape, _PARTS_OF_SHAPE)
        for place, reference in _references(where, shape):
            if len(reference) > 1:  # most are not, and they are many
                yield place, reference, _REFERENCE
                yield from _parts(place, reference, _PARTS_OF_REFERENCE)


def _references(where: str, shape: Document) -> Iterator[tuple[str, Document]]:
    if shape["type"] == "structure":
        for name, reference in shape["members"].items():
            yield f"{where}.members.{name}", reference
    for part in ("member", "key", "value"):
        if is_object(shape.get(part)):
            yield f"{where}.{part}", shape[part]


def _parts(where: str, given: Document, parts: Mapping[str, Keys]) -> Iterator[_Place]:
    for part, known in parts.items():
        if part in given:
            yield f"{where}.{part}", given[part], known


def _numbered(where: str, given: object, known: Keys) -> Iterator[_Place]:
    for index, one in enumerate(given if is_list(given) else ()):
        yield f"{where}.{index}", one, known


def _unknown(places: Iterator[_Place] | list[_Place]) -> Found:
    for where, given, known in places:
        if is_object(given) and not known.issuperset(given):
            for key in (key for key in given if key not in known):
                place = f"{where}.{key}" if where else key
                near = did_you_mean(_near(key, known))
                yield "unknown-key", place, f"nothing reads {shown(key)}{near}"


def _near(key: str, known: Keys) -> list[str]:
    """What it may be meant for: ``max`` for ``maxx``, and for ``maxLength``."""
    begun = [name for name in sorted(known) if key.lower().startswith(name.lower())]
    return difflib.get_close_matches(key, sorted(known), n=2, cutoff=0.7) or begun[-1:]
