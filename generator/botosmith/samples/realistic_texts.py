"""Strings that show their meaning, made from the names of members: ``JobId`` -> ``job-1``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_KNOWN = {
    "accountid": "123456789012", "ownerid": "123456789012", "email": "user@example.com",
    "emailaddress": "user@example.com", "url": "https://example.com/", "uri": "https://example.com/",
    "endpoint": "https://example.com/", "domain": "example.com", "region": "us-east-1",
    "availabilityzone": "us-east-1a", "description": "An example", "comment": "An example",
    "ipaddress": "192.0.2.1", "ip": "192.0.2.1", "cidr": "192.0.2.0/24", "version": "1",
    "path": "/example", "message": "An example", "language": "en", "languagecode": "en",
    "currency": "USD", "currencycode": "USD", "contenttype": "text/plain", "key": "example-key",
    "value": "example-value", "domainname": "example.com", "locale": "en-US",
}  # fmt: skip


@lru_cache(maxsize=4096)
def texts(
    name: str, owner: str, service: str, arns: tuple[tuple[str, str], ...] = ()
) -> tuple[str, ...]:
    """Possible values of a member of that name in the structure ``owner``, the best first.

    ``arns`` are ARNs that the service's endpoint rules accept.
    """
    return tuple(dict.fromkeys(_texts(name, owner, service, dict(arns))))


def _texts(name: str, owner: str, service: str, arns: Mapping[str, str]) -> Iterator[str]:
    words = [word.lower() for word in _WORD.findall(name)] or ["example"]
    if words[-1] in ("arns", "ids", "names"):
        words[-1] = words[-1][:-1]
    last = words[-1]
    for start in range(len(words)):
        if known := _KNOWN.get("".join(words[start:])):
            yield known
    stem = words[:-1] or _stem(owner)
    if "role" in words and last in ("role", "arn"):
        yield "arn:aws:iam::123456789012:role/example"
    match last:
        case "arn":
            kind = "-".join(stem)
            if arn := arns.get(kind):
                yield arn
            yield f"arn:aws:{service}:us-east-1:123456789012:{kind}/example"
            yield f"arn:aws:{service}:us-east-1:123456789012:{kind}/example/1"
            yield f"arn:aws:{service}:us-east-1:123456789012:{kind}:example"
        case "id":
            yield "-".join([*stem, "1"])
        case "name":
            yield "-".join(["example", *stem])
        case _:
            yield "-".join(words)
    named = ["example", *stem] if last in ("name", "id") else words
    yield "_".join(named)
    yield "".join(named)
    yield last
    yield "example"


def _stem(owner: str) -> list[str]:
    """The last words of a structure's name; none for names such as ``CreateJobRequest``."""
    words = [word.lower() for word in _WORD.findall(owner)]
    if not words or words[-1] in ("request", "response", "input", "output", "result", "message"):
        return []
    return words[-2:]
