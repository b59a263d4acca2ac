"""Whether botocore takes a variant of the tiny model: makes a client of it, and can use that."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import UnknownServiceError
from tiny_model import Json

_JOB = {"Id": "j", "Parent": {"Id": "k"}, "State": "done", "Reason": "r"}
_JOBS = {"Jobs": [_JOB], "NextToken": "", "Tags": "t"}
_ERROR = {"message": "m", "__type": "NoSuchJob"}
_ENDPOINT = "http://tiny.example"


class _Body(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


class Botocore:
    """botocore, with the documents of a model in place of its files."""

    def __init__(self) -> None:
        self._session = botocore.session.Session()
        self._session.set_credentials("access", "secret")
        self._documents: dict[str, Json] = {}
        self._loader = self._session.get_component("data_loader")
        self._load = self._loader.load_service_model
        self._loader.load_service_model = self._loaded
        self._answer: tuple[int, Json] = (200, _JOB)

    def refusal(self, documents: dict[str, Json]) -> str:
        """What botocore raises somewhere on the way; empty if it takes the model."""
        self._documents = copy.deepcopy(documents)
        try:
            self._use()
        except Exception as error:  # whatever a broken model leads to
            return repr(error)
        return ""

    def _use(self) -> None:
        client: Any = self._session.create_client(
            "tiny",
            region_name="us-east-1",
            endpoint_url=_ENDPOINT,
            config=Config(retries={"max_attempts": 0}),
        )
        client.meta.events.register("before-send", self._send)
        self._answer = (404, _ERROR)
        with suppress(client.exceptions.NoSuchJob):
            client.get_job(Id="j")
        self._answer = (200, _JOBS)
        assert client.list_jobs(Token="x")["Jobs"]
        client.get_paginator("list_jobs").paginate().build_full_result()
        self._answer = (200, _JOB)
        in_no_time = {"Delay": 0, "MaxAttempts": 2}
        client.get_waiter("job_done").wait(Id="j", WaiterConfig=in_no_time)
        for name in self._documents["service-2"]["operations"]:
            model = client.meta.service_model.operation_model(name)
            assert isinstance(model.error_shapes, list)

    def _send(self, request: Any, **_: Any) -> AWSResponse:
        status, document = self._answer
        headers = HTTPHeaders.from_dict({"content-type": "application/json"})
        return AWSResponse(request.url, status, headers, _Body(json.dumps(document).encode()))

    def _loaded(self, service: str, kind: str, api_version: str | None = None) -> Any:
        if service != "tiny":
            return self._load(service, kind, api_version)
        if kind not in self._documents or api_version not in (None, "2020-01-01"):
            raise UnknownServiceError(service_name=service, known_service_names="")
        return self._documents[kind]
