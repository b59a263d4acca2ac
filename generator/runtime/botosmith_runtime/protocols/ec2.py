"""The protocol ec2: query, with capitalised names and flat lists only."""

from __future__ import annotations

from botosmith_runtime.protocols import xml
from botosmith_runtime.protocols.protocol import WireError
from botosmith_runtime.protocols.query import Query, error_content


class Ec2(Query):
    """The protocol ``ec2``."""

    name = "ec2"
    invalid = "InvalidParameterValue"
    _is_ec2 = True

    def _with_id(self, inside: str, request_id: str) -> str:
        return xml.id_element("requestId", request_id) + inside

    def error_body(self, error: WireError) -> bytes:
        inside = xml.wrapped("Errors", xml.wrapped("Error", error_content(error)))
        number = xml.id_element("RequestID", error.request_id)
        return xml.wrapped("Response", inside + number).encode()
