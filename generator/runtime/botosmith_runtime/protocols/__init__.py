"""HTTP messages <-> an operation and its parameters or response, for every protocol of AWS's.

    from botosmith_runtime.protocols import Request, parse_request, serialise_response

``parse_request`` takes botocore's ``ServiceModel`` and a request, and gives the operation and its
parameters; ``serialise_response`` makes a response of what botocore's users would get, or of an
``ErrorAnswer``. ``Router`` tells the requests of many services apart. It all needs botocore alone:
no client, no credentials, nothing that a machine or a user has configured.

``calls``            the two functions
``routing``          which service a request is for; ``routes`` (its operation), ``uris``,
                     ``s3_addresses``, ``post_forms`` (S3's uploads from browsers)
``received``         a request taken apart; ``transfer`` (``aws-chunked``, gzip), ``checksums``,
                     ``ranges``, ``limits``
``protocol``         what protocols have in common, and ``registry``, which knows them by name:
                     ``query``, ``ec2``, ``json_rpc``, ``rpc_v2_cbor``, and on top of ``rest``
                     (with ``headers``) ``rest_json`` and ``rest_xml``
``trees``            values of shapes from JSON (``json_values``) and ``cbor``; ``forms`` and
                     ``xml_reading`` have their own. ``xml`` writes; ``texts`` reads and
                     ``formats`` writes moments, numbers and blobs
``events``           event streams, and ``event_reading``
``errors``           what is wrong with a request; ``query_errors``, of services that were query's
``messages``         requests and responses
``requests``         a request as botocore sends it: botocore's own serialisers, handlers and the
                     service's endpoint rules, up to the signature (``surroundings``)
``decoded_members``  text that botocore's handlers decode for a client, as it travels
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botosmith_runtime.protocols.calls import (
        ParsedRequest,
        asked_protocol,
        parse_request,
        serialise_response,
    )
    from botosmith_runtime.protocols.errors import ErrorAnswer, RequestError, Unrouted
    from botosmith_runtime.protocols.messages import Request, Response
    from botosmith_runtime.protocols.routing import Router
    from botosmith_runtime.protocols.transfer import interim_response

_HOMES = {
    "ErrorAnswer": "errors",
    "ParsedRequest": "calls",
    "Request": "messages",
    "RequestError": "errors",
    "Response": "messages",
    "Router": "routing",
    "Unrouted": "errors",
    "asked_protocol": "calls",
    "interim_response": "transfer",
    "parse_request": "calls",
    "serialise_response": "calls",
}

__all__ = [
    "ErrorAnswer",
    "ParsedRequest",
    "Request",
    "RequestError",
    "Response",
    "Router",
    "Unrouted",
    "asked_protocol",
    "interim_response",
    "parse_request",
    "serialise_response",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a name when it is asked for: fakes and sites need a part of this alone."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = found
        return found
