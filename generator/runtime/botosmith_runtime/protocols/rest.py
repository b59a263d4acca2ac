"""The base of the REST protocols: members in paths, query strings, headers and statuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import formats, forms, headers, texts
from botosmith_runtime.protocols.errors import RequestError, Wrong
from botosmith_runtime.protocols.events import EventWriter
from botosmith_runtime.protocols.messages import Response
from botosmith_runtime.protocols.protocol import EVENT_STREAM, Protocol, WireError
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.texts import Read
from botosmith_runtime.protocols.uris import Template

_NOT_IN_BODY = ("header", "headers", "statusCode")


class Binding:
    """The places of the members in one operation's request."""

    def __init__(self, operation: Any) -> None:
        self.template = Template(operation)
        self.shape = operation.input_shape
        self.labels: list[tuple[str, Read]] = []
        self.query: dict[str, tuple[str, Read, bool]] = {}
        self.query_maps: list[tuple[str, bool]] = []
        self.headers: dict[str, list[tuple[str, Read]]] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.in_body: set[str] = set()
        self.payload = ""
        by_label: dict[str, tuple[str, Read]] = {}
        for key, member in self.shape.members.items() if self.shape is not None else ():
            given: dict[str, Any] = member.serialization
            name: str = given.get("name", key)
            match given.get("location"):
                case "uri":
                    by_label[name] = (key, texts.scalar(member, "iso8601"))
                case "querystring":
                    self._add_query(key, name, member)
                case "header":
                    read = headers.reader(member)
                    self.headers.setdefault(name.lower(), []).append((key, read))
                case "headers":
                    prefix = name.lower() if "name" in given else ""
                    self.prefixes.append((prefix, key))
                case _:
                    self.in_body.add(key)
        if self.shape is not None:
            self.payload = self.shape.serialization.get("payload", "")
        self.labels = [by_label[name] for name in self.template.labels if name in by_label]
        self.all_bound = len(self.labels) == len(self.template.labels)

    def _add_query(self, key: str, name: str, member: Any) -> None:
        if member.type_name == "map":
            self.query_maps.append((key, member.value.type_name == "list"))
            return
        is_list = member.type_name == "list"
        scalar = texts.scalar(member.member if is_list else member, "iso8601")
        self.query[name] = (key, scalar, is_list)

    def read(self, received: Received) -> dict[str, Any]:
        """The members outside the body; raises Wrong."""
        found: dict[str, Any] = {}
        if self.labels:
            match = self.template.pattern.fullmatch(received.path)
            groups = match.groups() if match is not None and self.all_bound else ()
            for (key, read), text in zip(self.labels, groups, strict=False):
                _put(found, key, read, forms.decoded(text))
        if self.query or self.query_maps:
            self._read_query(received, found)
        given = received.headers
        if self.headers:
            bound = self.headers
            for name, text in given.items():
                if name in bound:
                    for key, read in bound[name]:
                        _put(found, key, read, text.strip())
        for prefix, key in self.prefixes:
            items = {name[len(prefix) :]: v for name, v in given.items() if name.startswith(prefix)}
            if items:
                found[key] = items
        return found

    def _read_query(self, received: Received, found: dict[str, Any]) -> None:
        for name, text in received.query:
            bound = self.query.get(name)
            if bound is None:
                continue
            key, read, is_list = bound
            if is_list:
                _put_item(found.setdefault(key, []), key, read, text)
            elif key not in found:  # the first of several is used
                _put(found, key, read, text)
        for key, holds_lists in self.query_maps:
            items: dict[str, Any] = {}
            for name, text in received.query:
                if name in self.template.literals:
                    continue
                if holds_lists:
                    items.setdefault(name, []).append(text)
                else:
                    items.setdefault(name, text)
            if items:
                found[key] = items


def _put(found: dict[str, Any], key: str, read: Read, text: str | bytes) -> None:
    try:
        found[key] = read(text)
    except Wrong as wrong:
        raise wrong.within(key) from None


def _put_item(items: list[Any], key: str, read: Read, text: str) -> None:
    try:
        items.append(read(text))
    except Wrong as wrong:
        raise wrong.within(len(items)).within(key) from None


class Rest(Protocol):
    """The protocols ``rest-json`` and ``rest-xml``."""

    is_rest = True
    invalid = "SerializationException"
    """The code of the error for a path, a query string or headers that cannot be read."""

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._bindings: dict[str, Binding] = {}

    def binding(self, operation: Any) -> Binding:
        """The places of the members in an operation's request."""
        found = self._bindings.get(operation.name)
        if found is None:
            found = self._bindings[operation.name] = Binding(operation)
        return found

    def read(self, operation: Any, received: Received, content: bytes) -> dict[str, Any]:
        binding = self.binding(operation)
        try:
            found = binding.read(received)
        except Wrong as wrong:
            raise RequestError(self.invalid, str(wrong), where=wrong.where()) from None
        shape = binding.shape
        if binding.payload:
            member = shape.members[binding.payload]
            if member.serialization.get("eventstream"):
                return found | self.events(operation, content)
            required = binding.payload in shape.required_members
            if content or (required and member.type_name in ("blob", "string")):
                _put(found, binding.payload, self._payload_reader(member), content)
                if found[binding.payload] == {} and not required and content == b"{}":
                    del found[binding.payload]  # clients write an absent payload like this
        elif binding.in_body and content:
            received.check_charset()
            inside = self.value(shape, content)
            found |= {key: item for key, item in inside.items() if key in binding.in_body}
        return found

    def _payload_reader(self, member: Any) -> Read:
        """The reader of the member that is the body."""

        def read(content: Any) -> Any:
            return self.value(member, content)

        match member.type_name:
            case "blob":
                return bytes
            case "string":
                return texts.utf8
            case _:
                return read

    def response(
        self, operation: Any, value: Mapping[str, Any], status: int | None, request_id: str
    ) -> Response:
        shape = operation.output_shape
        stated = int(operation.http.get("responseCode", 200))
        found = stated if status is None else status
        given = self.headers(request_id)
        for key, member in shape.members.items() if shape is not None else ():
            location = member.serialization.get("location")
            if location == "statusCode" and value.get(key) is not None:
                status = found = int(value[key])
            elif location in ("header", "headers") and value.get(key) is not None:
                given |= headers.headers_of(key, member, value[key])
        if (
            status is None
            and found == 200
            and any(name.lower() == "content-range" for name in given)
        ):
            found = 206
        kind = ""
        if shape is None:
            content = b""
        elif shape.event_stream_name:
            kind = EVENT_STREAM
            writer = EventWriter(self.encoded, self.media_type)
            stream = shape.event_stream_name
            content = writer.events(shape.members[stream], value.get(stream, ()))
        elif payload := shape.serialization.get("payload"):
            content, kind = self._payload(shape.members[payload], value.get(payload))
        else:
            content, kind = self.body(operation, value), self.media_type
        if content and kind:
            given = {"Content-Type": kind} | given
        return Response(status=found, headers=given, body=content)

    def _payload(self, member: Any, value: Any) -> tuple[bytes, str]:
        """The member that is the body, as bytes, and its media type."""
        if value is None:
            return b"", ""
        if member.type_name in ("string", "blob"):
            return formats.content(value), ""
        return self.encoded(member, value), self.media_type

    def error_headers(self, error: WireError) -> dict[str, str]:
        found: dict[str, str] = {}
        members: Mapping[str, Any] = error.shape.members if error.shape is not None else {}
        for key, member in members.items():
            if member.serialization.get("location") in ("header", "headers"):
                item = error.members.pop(key, None)
                if item is not None:
                    found |= headers.headers_of(key, member, item)
        return found


def in_body(shape: Any, value: Mapping[str, Any]) -> dict[str, Any] | None:
    """The members of a response in its body; None if its shape has no such members."""
    members: Mapping[str, Any] = shape.members if shape is not None else {}
    named = [
        k for k, one in members.items() if one.serialization.get("location") not in _NOT_IN_BODY
    ]
    return {key: value[key] for key in named if key in value} if named else None
