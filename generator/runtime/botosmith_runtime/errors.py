"""Errors that generated clients raise.

::

    botocore.exceptions.ClientError
    `-- ServiceError                          an error that a service returned
        `-- ImportExportError                 ... of one service (generated)
            `-- InvalidJobIdException         ... and its modelled kinds (generated)
    botocore.exceptions.BotoCoreError
    |-- InsecureEndpointError                 a secret would have been sent without TLS
    |-- EndpointNotGivenError                 ... to a host that was not set for its service
    `-- SignatureRefusedError                 AWS credentials would have been sent elsewhere

If a waiter gets a modelled error, it raises an instance of two classes: the modelled error's and
``WaiterError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from botocore.errorfactory import BaseClientExceptions
from botocore.exceptions import BotoCoreError, ClientError, WaiterError


class ServiceError(ClientError):
    """An error that the service's model describes.

    ``code`` is the error's code on the wire and ``http_status`` is its status, both from the model.
    ``message`` is the text that the service sent. The other members of an error are attributes of
    its generated class; they are ``None`` if the service did not send them.
    """

    code: ClassVar[str] = ""
    http_status: ClassVar[int] = 400
    fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The error's modelled members, each with the name of its attribute."""

    message: str

    def __init__(self, error_response: Any, operation_name: str) -> None:
        super().__init__(error_response, operation_name)
        self.message = str(self.response.get("Error", {}).get("Message") or "")
        response: Mapping[str, Any] = error_response
        for member, attribute in self.fields:
            setattr(self, attribute, response.get(member))

    def __reduce__(self) -> Any:
        """Copies and pickles keep the class; those of botocore's errors become ClientErrors."""
        return type(self), (self.response, self.operation_name), vars(self)


if TYPE_CHECKING:
    from typing import Protocol, TypeAlias

    _ClientError: TypeAlias = ClientError

    class PlainExceptions(Protocol):
        """``client.exceptions`` of a plain client: classes of botocore's own."""

        @property
        def ClientError(self) -> type[_ClientError]: ...  # noqa: N802  # its name there
        def from_code(self, error_code: str) -> Any: ...


class ServiceExceptions(BaseClientExceptions):
    """``client.exceptions``: the modelled errors of a service, as attributes of this class."""

    def __init__(self) -> None:
        super().__init__(
            {
                error.code: error
                for error in vars(type(self)).values()
                if isinstance(error, type) and issubclass(error, ServiceError)
            }
        )

    def from_waiter(self, error: WaiterError, operation_name: str) -> WaiterError:
        """The error to raise if a waiter failed; of a modelled class if the model has the error."""
        response: Any = error.last_response
        try:
            error_class: Any = self.from_code(response["Error"]["Code"])
        except (KeyError, TypeError):  # too many attempts, or the last response was no error
            return error
        if not issubclass(error_class, ServiceError):
            return error
        return _waiter_failure(error_class, response, operation_name, error.kwargs)


def _waiter_failure(
    error_class: Any, response: Any, operation_name: str, kwargs: Any
) -> WaiterError:
    modelled: ServiceError = error_class(response, operation_name)
    # The two constructors take different arguments, so neither is called.
    failure_class = _waiter_failure_class(error_class)
    failure: WaiterError = failure_class.__new__(failure_class)
    failure.args = modelled.args
    vars(failure).update(vars(modelled), kwargs=kwargs, last_response=response)
    return failure


@cache
def _waiter_failure_class(error_class: Any) -> Any:
    def reduce(error: Any) -> Any:
        arguments = (error_class, error.response, error.operation_name, error.kwargs)
        return _waiter_failure, arguments, vars(error)

    members = {
        "__doc__": error_class.__doc__,
        "__module__": error_class.__module__,
        "__reduce__": reduce,
    }
    return type(error_class.__name__, (error_class, WaiterError), members)


class InsecureEndpointError(BotoCoreError):
    """A token or a cookie would have been sent over plain HTTP."""

    fmt = "{url} is not https: a token or a cookie is only sent over TLS"


class EndpointNotGivenError(BotoCoreError):
    """A token or a cookie would have been sent to a host that was not set for its service."""

    fmt = (
        "nothing was sent to {url}: {reason}. A token or a cookie for {service} is only sent to "
        "an endpoint that was set for it: pass endpoint_url to connect(), or set {variable}"
    )


class SignatureRefusedError(BotoCoreError):
    """A handler chose an AWS signature for a service that authenticates in another way."""

    fmt = (
        "nothing was sent: a handler of choose-signer chose the signature {version}, but "
        "{service} authenticates in another way, and AWS credentials are not sent to it"
    )
