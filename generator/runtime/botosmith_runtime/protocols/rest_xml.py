"""The protocol rest-xml: XML in bodies. S3's errors have a different envelope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import xml, xml_reading
from botosmith_runtime.protocols.protocol import WireError
from botosmith_runtime.protocols.query import error_content, error_element
from botosmith_runtime.protocols.rest import Rest, in_body
from botosmith_runtime.service_facts import handled_members


class RestXml(Rest):
    """The protocol ``rest-xml``."""

    name = "rest-xml"
    malformed = "MalformedXML"
    invalid = "InvalidArgument"
    media_type = "text/xml"

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._readers = xml_reading.ElementReaders()
        # A handler in botocore reads the text of the root.
        self._unwrapped = handled_members(str(service.metadata.get("serviceId")), "gives-none")
        self._is_s3 = str(service.service_id) == "S3" if "serviceId" in service.metadata else False

    def value(self, shape: Any, content: bytes) -> Any:
        return self._readers.reader(shape)(xml_reading.parsed(content))

    def encoded(self, shape: Any, value: Any) -> bytes:
        return xml.element(xml.root_name(shape), shape, value).encode()

    def headers(self, request_id: str) -> dict[str, str]:
        found = super().headers(request_id)
        if self._is_s3 and request_id:
            return {"x-amz-request-id": request_id, "x-amz-id-2": request_id}
        return found

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        shape = operation.output_shape
        if (name := self._unwrapped.get(operation.name)) is not None:
            return self._bare_root(shape.members[name], name, value.get(name))
        members = in_body(shape, value)
        if members is None:
            return b""
        inside, attributes = xml.content(shape, members)
        if "xmlNamespace" not in shape.serialization:
            attributes = xml.namespace(self.service.metadata.get("xmlNamespace")) + attributes
        return xml.wrapped(xml.root_name(shape), inside, attributes).encode()

    def _bare_root(self, shape: Any, name: str, value: Any) -> bytes:
        """A response of S3 that is one member, without an element around it."""
        namespace = xml.namespace(self.service.metadata.get("xmlNamespace"))
        root: str = shape.serialization.get("name", name)
        return xml.wrapped(root, "" if value is None else xml.text(value), namespace).encode()

    def error_body(self, error: WireError) -> bytes:
        number = xml.id_element("RequestId", error.request_id)
        if self._is_s3:
            host = xml.id_element("HostId", error.request_id)
            return xml.wrapped("Error", error_content(error) + number + host).encode()
        namespace = xml.namespace(self.service.metadata.get("xmlNamespace"))
        return xml.wrapped("ErrorResponse", error_element(error) + number, namespace).encode()
