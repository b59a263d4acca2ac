"""What responses and errors of an operation have in common, by its protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import OperationModel

from botosmith_runtime.protocols import xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


class Envelope:
    """The headers around a body, and where a request's id stands."""

    def __init__(self, operation: OperationModel, request_id: str) -> None:
        model: Any = operation
        self.metadata: Mapping[str, Any] = model.metadata
        self.protocol: str = model.service_model.resolved_protocol
        self.is_rest = self.protocol.startswith("rest-")
        self.request_id = request_id

    def content_type(self) -> str:
        """The media type of bodies."""
        match self.protocol:
            case "json":
                return f"application/x-amz-json-{self.metadata.get('jsonVersion', '1.0')}"
            case "rest-json":
                return "application/json"
            case "smithy-rpc-v2-cbor":
                return "application/cbor"
            case _:
                return "text/xml"

    def headers(self) -> dict[str, str]:
        """The headers that every response has."""
        headers: dict[str, str] = {}
        if "cbor" in self.protocol:
            headers["smithy-protocol"] = "rpc-v2-cbor"
        if self.request_id and self.protocol not in ("query", "ec2"):
            headers["x-amzn-requestid"] = self.request_id
        return headers

    def id_element(self, name: str) -> str:
        """The request's id in XML, if it is known."""
        return xml.wrapped(name, xml.text(self.request_id)) if self.request_id else ""
