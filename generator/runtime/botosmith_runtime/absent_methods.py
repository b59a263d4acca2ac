"""Why a client or fake has no method of a name: a slice lacks it, or botocore cannot call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.service_facts import stated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def origin_of(models: Path, service: str, api_version: str) -> str:
    """The service that a slice's model was cut from; empty if the model is not a slice."""
    origin: Any = stated(models / service / api_version).get("origin") or {}
    return str(origin.get("service", ""))


def lacking(service: Any, name: str) -> str:
    """The message that a slice lacks an operation; empty if the original service lacks it, too.

    ``service`` is the slice's ``Service`` object. ``name`` is the operation's name or its method's.
    The model of the original service comes from botocore.
    """
    origin = origin_of(service.models, service.name, service.api_version)
    if not origin:
        return ""
    from botocore import xform_name
    from botocore.exceptions import UnknownServiceError
    from botocore.loaders import create_loader

    try:
        model: Any = create_loader().load_service_model(origin, "service-2")
    except UnknownServiceError:  # the slice is of a service outside botocore
        return ""
    method = name.removeprefix("iter_")
    operations: Any = model["operations"]
    found = next((one for one in operations if one == name or xform_name(one) == method), None)
    if found is None:
        return ""
    return (
        f"{found} is not in {service.name}, which is a slice of {origin}. To add it, call it in "
        "your code and run `botosmith sync`. Without sync, run `botosmith slice --update "
        f"models/{service.name} {found}`, and build the package again"
    )


def older(method: str, package: str, made_from: str) -> str:
    """The message for a wrapped client whose model is older than the package's.

    ``made_from`` is the botocore version of the package's model; empty for other models.
    """
    message = f"the wrapped client has no operation {method}, and {package} has it"
    if made_from:
        from botocore import __version__ as installed

        message += (
            f": its model is from the installed botocore {installed}, the package's from botocore "
            f"{made_from}. Run pip install 'botocore>={made_from}'"
        )
    return f"{message}; or make the client with connect() of {package}"


def why_absent(service: Any, name: str, model: Any, operations: Mapping[str, str]) -> str:
    """Why there is no method of that name; empty if no reason is known.

    ``model`` is botocore's model of the service, and ``operations`` are its operations by method.
    """
    if name.startswith("_"):
        return ""
    operation = operations.get(name)
    if operation is None:
        return lacking(service, name)
    if not model.operation_model(operation).has_event_stream_input:
        return ""
    return (
        f"botocore cannot call {operation}, which streams events to the service over HTTP/2, and "
        "removes its method; use another SDK of AWS"
    )
