"""HTTP messages <-> an operation and its parameters or response, for every AWS protocol.

    from botosmith_runtime.protocols import Request, parse_request, serialise_response

``parse_request`` takes botocore's ``ServiceModel`` and a request, and returns the operation and
its parameters. ``serialise_response`` makes an HTTP response from a response as botocore returns
it, or from an ``ErrorAnswer``. ``Router`` finds the service of a request. All of it only needs
botocore: no client, no credentials, no configuration of the machine or the user.

``calls``            the two functions
``routing``          which service a request is for; ``routes`` (its operation), ``uris``,
                     ``s3_addresses``, ``post_forms`` (S3's uploads from browsers)
``received``         the parts of a request; ``transfer`` (``aws-chunked``, gzip), ``checksums``,
                     ``ranges``, ``limits``
``protocol``         the base of the protocols, and ``registry``, which finds them by name:
                     ``query``, ``ec2``; ``json_rpc`` and ``rpc_v2_cbor``, based on ``rpc``;
                     ``rest_json`` and ``rest_xml``, based on ``rest`` (with ``headers``)
``trees``            reads values of shapes from JSON (``json_values``) and ``cbor``; ``forms``
                     and ``xml_reading`` read the other formats; ``parts`` is what they share.
                     ``xml`` writes; ``texts`` reads and ``formats`` writes timestamps, numbers
                     and blobs
``events``           event streams, and ``event_reading``
``errors``           errors in requests; ``query_errors`` for services that used query before
``messages``         requests and responses
``requests``         a request as botocore sends it: botocore's own serialisers, handlers and the
                     service's endpoint rules, up to the signature (``surroundings``)
``decoded_members``  text that botocore's handlers decode for a client, in its encoded form
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botosmith_runtime.first_use import importing

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
    __getattr__ = importing(__name__, _HOMES)  # fakes and sites need only a part of the package
