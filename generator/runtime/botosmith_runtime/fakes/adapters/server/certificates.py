"""A certificate authority that exists as long as its server, and the server's certificate."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

NAMES = ("localhost", "*.s3.localhost", "*.s3.us-east-1.localhost", "127.0.0.1", "::1")
"""The hosts of the certificate: host style has a bucket before ``s3.localhost``."""


def tls(host: str, authority: Path) -> ssl.SSLContext:
    """The context of a server at ``host``; writes the authority's certificate to a file."""
    import trustme

    made = trustme.CA(organization_name="botosmith", key_type=trustme.KeyType.ECDSA)
    names = [*NAMES] if host in (*NAMES, "0.0.0.0", "::") else [*NAMES, host]
    certificate: Any = made.issue_cert(*names, key_type=trustme.KeyType.ECDSA)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    certificate.configure_cert(context)
    made.cert_pem.write_to_path(str(authority))
    return context
