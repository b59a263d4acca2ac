"""The protocol query: a form as the request, XML as the response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import forms, texts, xml
from botosmith_runtime.protocols.errors import RequestError, Wrong
from botosmith_runtime.protocols.messages import Response
from botosmith_runtime.protocols.protocol import Protocol, WireError, text_member
from botosmith_runtime.protocols.received import Received


class Query(Protocol):
    """The protocol ``query``. ``Action`` and ``Version`` are the first parameters of its form."""

    name = "query"
    malformed = "MalformedInput"
    invalid = "ValidationError"
    unknown = "InvalidAction"
    unknown_status = 400
    media_type = "text/xml"
    is_form = True
    _is_ec2 = False

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._readers = forms.FormReaders(ec2=self._is_ec2)

    def asks(self, received: Received) -> str | None:
        return received.action.get("Action")

    def read(self, operation: Any, received: Received, content: bytes) -> dict[str, Any]:
        received.check_charset()
        form = forms.pairs(texts.utf8(content))
        if received.query:
            form += received.query
        tree = forms.tree(form)
        version: str = self.service.metadata["apiVersion"]
        if tree.pop("Version", version) != version:
            message = f"expected {version}, got {received.action.get('Version')!r:.60}"
            raise RequestError("NoSuchVersion", message, where="Version")
        tree.pop("Action", None)
        shape = operation.input_shape
        if shape is None:
            return {}
        found: dict[str, Any] = self._readers.reader(shape)(tree)
        return found

    def value(self, shape: Any, content: bytes) -> Any:  # noqa: ARG002  # a form has no parts
        raise Wrong("a form has no event streams")

    def encoded(self, shape: Any, value: Any) -> bytes:
        return xml.element(xml.root_name(shape), shape, value).encode()

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        return self._document(operation, value, "")

    def response(
        self, operation: Any, value: Mapping[str, Any], status: int | None, request_id: str
    ) -> Response:
        found = int(operation.http.get("responseCode", 200)) if status is None else status
        content = self._document(operation, value, request_id)
        headers = {"Content-Type": self.media_type} | self.headers(request_id)
        return Response(status=found, headers=headers, body=content)

    def _document(self, operation: Any, value: Mapping[str, Any], request_id: str) -> bytes:
        shape = operation.output_shape
        inside, attributes = xml.content(shape, value) if shape else ("", "")
        wrapper = shape.serialization.get("resultWrapper") if shape else None
        if wrapper:
            inside, attributes = xml.wrapped(wrapper, inside, attributes), ""
        inside = self._with_id(inside, request_id)
        namespace = xml.namespace(self.service.metadata.get("xmlNamespace"))
        name = f"{operation.name}Response"
        return xml.wrapped(name, inside, namespace + attributes).encode()

    def _with_id(self, inside: str, request_id: str) -> str:
        if not request_id:
            return inside
        return inside + xml.wrapped("ResponseMetadata", xml.id_element("RequestId", request_id))

    def error_body(self, error: WireError) -> bytes:
        namespace = xml.namespace(self.service.metadata.get("xmlNamespace"))
        number = xml.id_element("RequestId", error.request_id)
        return xml.wrapped("ErrorResponse", error_element(error) + number, namespace).encode()


def error_element(error: WireError) -> str:
    """The element ``Error``, the same in query and rest-xml."""
    kind = "Receiver" if error.receiver else "Sender"
    return xml.wrapped("Error", f"<Type>{kind}</Type>{error_content(error)}")


def error_content(error: WireError) -> str:
    """Code, text and members of an error."""
    fields = dict(error.members)
    name = text_member(error.shape)
    said = ""
    if isinstance(fields.get(name, ""), str):  # in some errors this member is a structure
        said = xml.wrapped("Message", xml.text(fields.pop(name, "")))
    fields.pop("Code", None)
    more = xml.members(error.shape, fields) if error.shape is not None else ""
    return f"<Code>{xml.text(error.code)}</Code>{said}{more}"
