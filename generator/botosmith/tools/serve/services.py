"""What a fake needs of a service, made from its model in memory, for one operation at a time.

A generated package has the same for all operations. To make all of it takes seconds for a large
service; a server needs it for the operations that are called.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botosmith_runtime.fakes.engine.generated import Generated
from botosmith_runtime.fakes.engine.operations import FakedService

from botosmith import ir
from botosmith.models import validation
from botosmith.models.cut.reach import reached_shapes
from botosmith.models.cut.sidecars import extras as extras_of
from botosmith.models.extras import EXTRAS, parse
from botosmith.models.load import SERVICE_MODEL, Library, Model
from botosmith.tools.serve.lazy_models import LazyModel, metadata_of

_PAGINATORS = "paginators-1"


class Services:
    """The services that a server can find: in the user's directories and botocore's own."""

    def __init__(self, models: tuple[Path, ...]) -> None:
        self._library = Library(models)
        self._own = frozenset(self._library.own_services())
        self.bearer: set[str] = set()
        """Of the services that were asked for, those that take a bearer token."""

    def names(self) -> list[str]:
        """All of them."""
        return self._library.all_services()

    def service(self, name: str) -> FakedService:
        """What a fake needs of a service. The model of botocore's own is read when it is needed.

        Raises BotosmithError for an unknown service, ModelError for a model that is not valid.
        """
        metadata: Mapping[str, Any] | None = None
        if name not in self._own:
            metadata = metadata_of(self._library.directory(name))
        if metadata is not None:
            return _faked(_Source(self._library, name, None), metadata)
        model = validation.checked(self._library.load(name))
        found: Mapping[str, Any] = model.document(SERVICE_MODEL)["metadata"]
        if parse(model).authentication.bearer:
            self.bearer.add(name)
        return _faked(_Source(self._library, name, model), found)


class _Source:
    """A model that is read once, by any thread."""

    def __init__(self, library: Library, name: str, model: Model | None) -> None:
        self.name = name
        self.lock = RLock()
        self.is_read = model is not None
        self._library = library
        self._model = model

    @property
    def model(self) -> Model:
        with self.lock:
            if self._model is None:
                self._model = self._library.load(self.name)
            return self._model

    def document(self) -> Mapping[str, Any]:
        """The document ``service-2``."""
        return self.model.document(SERVICE_MODEL)

    def built(self, operation: str) -> ir.Service:
        """The service with that operation alone."""
        from botosmith.build.service import build

        model = self.model
        service = model.document(SERVICE_MODEL)
        shapes = reached_shapes(service, [operation])
        only = {operation: service["operations"][operation]}
        kept = {name: service["shapes"][name] for name in service["shapes"] if name in shapes}
        documents: dict[str, dict[str, Any]] = {
            SERVICE_MODEL: {**service, "operations": only, "shapes": kept}
        }
        if model.document(EXTRAS):
            documents[EXTRAS] = extras_of(model.document(EXTRAS), service, {operation}, shapes)
        return build(replace(model, documents=documents, files={}, stated=None))


def _faked(source: _Source, metadata: Mapping[str, Any]) -> FakedService:
    stated: Mapping[str, Any] = source.model.document(EXTRAS) if source.is_read else {}
    outside = source.is_read and parse(source.model).authentication.endpoint_required
    model = LazyModel(source.name, metadata, source.document)
    made = _InMemory(source)
    return FakedService(
        model,
        source.name,
        _Methods(model),
        made,
        lambda: source.model.document(_PAGINATORS).get("pagination", {}),
        stated,
        of_aws=not outside,
        generated=made,
    )


class _Methods(Mapping[str, str]):
    """The names of the client's methods, by operation."""

    def __init__(self, model: LazyModel) -> None:
        self._model = model

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._model.operation_names)

    def __getitem__(self, operation: str) -> str:
        if operation not in self._names:
            raise KeyError(operation)
        name: str = xform_name(operation)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _InMemory(Generated):
    """The checks and samples of each operation, made when they are first needed.

    It also has the HTTP statuses of errors, in the place of a client's exception classes.
    """

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._checks_of: dict[str, Any] = {}
        self._samples_of: dict[str, list[dict[str, Any]] | None] = {}
        self._statuses: dict[str, int] = {}

    def checks(self, operation: str) -> Any:
        """A module that has the checks of an operation."""
        from botosmith.package.render import render_module

        with self._source.lock:
            if operation not in self._checks_of:
                built = self._source.built(operation)
                self._statuses.update({error.code: error.http_status for error in built.errors})
                module: dict[str, Any] = {"__name__": f"{built.package}.checks"}
                exec(compile(render_module(built, "checks"), "checks.py", "exec"), module)
                self._checks_of[operation] = SimpleNamespace(**module)
            return self._checks_of[operation]

    def samples(self, operation: str) -> list[dict[str, Any]] | None:
        """Valid responses of an operation, the fullest first; None if the model allows none."""
        from botosmith.package.fakes.samples import samples

        with self._source.lock:
            if operation not in self._samples_of:
                found = json.loads(samples(self._source.built(operation)))["responses"]
                self._samples_of[operation] = found.get(operation)
            return self._samples_of[operation]

    def from_code(self, code: str) -> Any:
        """What a client's exceptions would say about an error: its HTTP status."""
        return SimpleNamespace(http_status=self._statuses.get(code, 400))
