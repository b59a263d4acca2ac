"""Event handlers for facts about requests and errors that botocore's model format cannot express.

They use only botocore's public events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import HeadersDict

if TYPE_CHECKING:
    from botocore.client import BaseClient

_OWNER = "botosmith"


def sign_with(client: BaseClient, version: str) -> None:
    """Sign requests with this signature version, which the model states.

    Presigned URLs use botocore's default: it cannot presign with the old versions.
    """

    def choose(signature_version: Any, **_: Any) -> Any:
        presigned = str(signature_version).endswith(("-query", "-presign-post"))
        return None if presigned else version

    client.meta.events.register_first(f"choose-signer.{_service_id(client)}", choose)


def normalise_error_messages(client: BaseClient, expression: str) -> None:
    """Make ``Error.Message`` a string, for a service that sends an object with the text inside.

    ``expression`` is JMESPath; it is applied to botocore's parsed ``Error``.
    """
    import jmespath

    compiled = jmespath.compile(expression)

    def normalise(parsed: dict[str, Any], **_: Any) -> None:
        error: dict[str, Any] | None = parsed.get("Error")
        if error and not isinstance(error.get("Message"), str):
            text = compiled.search(error)
            error["Message"] = text if isinstance(text, str) else ""

    client.meta.events.register(
        f"after-call.{_service_id(client)}", normalise, unique_id=f"{_OWNER}-error-message"
    )


def repeat_headers(client: BaseClient, members: frozenset[str]) -> None:
    """Send each item of these request members, which are lists, as a separate header line.

    botocore would join them with commas. A service that splits at the first colon cannot separate
    them again.
    """

    def remember(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context[_OWNER] = {name: params[name] for name in members if params.get(name)}

    def replace(params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
        for name, values in context.get(_OWNER, {}).items():
            header = model.input_shape.members[name].serialization["name"]
            value = _Lines(",".join(values))
            value.lines = tuple(values)
            params["headers"][header] = value

    def spread(request: Any, **_: Any) -> None:
        if any(isinstance(value, _EncodedLines) for value in request.headers.values()):
            request.headers = _SpreadHeaders(request.headers)

    service_id = _service_id(client)
    events = client.meta.events
    for event, handler in (
        (f"before-parameter-build.{service_id}", remember),
        (f"before-call.{service_id}", replace),
        (f"before-send.{service_id}", spread),
    ):
        events.register(event, handler, unique_id=f"{_OWNER}-repeat-{event}")


class _Lines(str):
    """A header value that consists of several lines, also after botocore encodes it."""

    lines: tuple[str, ...]

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        encoded = _EncodedLines(super().encode(encoding, errors))
        encoded.lines = tuple(line.encode(encoding, errors) for line in self.lines)
        return encoded


class _EncodedLines(bytes):
    lines: tuple[bytes, ...]


class _SpreadHeaders(HeadersDict):
    """Headers whose ``items`` have one pair for each line, as the HTTP client writes them."""

    def items(self) -> Any:
        return list(self._each())

    def copy(self) -> _SpreadHeaders:
        return _SpreadHeaders(super().items())

    def _each(self) -> Iterator[tuple[str, Any]]:
        for name, value in super().items():
            if isinstance(value, _EncodedLines):
                yield from ((name, line) for line in value.lines)
            else:
                yield name, value


def _service_id(client: BaseClient) -> str:
    service_id: str = client.meta.service_model.service_id.hyphenize()
    return service_id
