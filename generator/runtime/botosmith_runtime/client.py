"""The base class of every generated client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from botocore.client import BaseClient

from botosmith_runtime import pollers
from botosmith_runtime.errors import ServiceExceptions

if TYPE_CHECKING:
    from botocore.client import ClientMeta

    from botosmith_runtime.service import Service

ExceptionsT = TypeVar("ExceptionsT", bound=ServiceExceptions)
ResponseT = TypeVar("ResponseT")


class Client(BaseClient, Generic[ExceptionsT]):
    """A botocore client with the types of one service.

    It wraps the client it is given and offers all that botocore's has, so that code which takes a
    botocore client takes it, ``botocore.stub.Stubber`` included. The wrapped client is adopted:
    from then on it raises the generated error classes too, and has the same ``exceptions``.
    """

    service: ClassVar[Service]
    exceptions_class: ClassVar[type[ServiceExceptions]]

    meta: ClientMeta
    """What botocore knows of the wrapped client: events, region, endpoint, service model."""

    def __init__(self, client: BaseClient) -> None:
        self._client: Any = vars(client).get("_client", client)  # a wrapper is unwrapped
        self.service.adopt(self._client, self.exceptions_class)

    @property
    def exceptions(self) -> ExceptionsT:
        """The service's error classes, as attributes."""
        exceptions: ExceptionsT = self._client.exceptions
        return exceptions

    def can_paginate(self, operation_name: str) -> bool:
        """Whether ``get_paginator`` takes this operation, named as its method is."""
        can_paginate: bool = self._client.can_paginate(operation_name)
        return can_paginate

    def get_paginator(self, operation_name: Any) -> Any:
        """The paginator of an operation, named as its method is.

        Raises ``botocore.exceptions.OperationNotPageableError`` where there is none.
        """
        paginator = self._client.get_paginator(operation_name)
        return self._generated("paginator", "PAGINATORS")[operation_name](paginator)

    def get_waiter(self, waiter_name: Any) -> Any:
        """The waiter of that name; ``waiter_names`` lists them. Raises ValueError for others."""
        waiter = self._client.get_waiter(waiter_name)
        return self._generated("waiter", "WAITERS")[waiter_name](waiter, self.exceptions)

    def generate_presigned_url(
        self,
        ClientMethod: str,
        Params: Mapping[str, Any] | None = None,
        ExpiresIn: int = 3600,
        HttpMethod: str | None = None,
    ) -> str:
        """A URL that makes one call without credentials, for ``ExpiresIn`` seconds."""
        url: str = self._client.generate_presigned_url(ClientMethod, Params, ExpiresIn, HttpMethod)
        return url

    def close(self) -> None:
        """Close the client's connections."""
        self._client.close()

    # What this gives back is what the generated method says; behind it stands botocore, which has
    # no types.
    def _call(self, method: str, params: Mapping[str, object]) -> ResponseT:  # type: ignore[type-var]
        response: ResponseT = getattr(self._client, method)(**params)
        return response

    def _iterate(self, method: str, params: Mapping[str, object]) -> Iterator[Any]:
        return pollers.items(self._client.get_paginator(method).paginate(**params))

    def _generated(self, module: str, registry: str) -> Any:
        return getattr(import_module(f"{self.service.package}.{module}"), registry)

    if not TYPE_CHECKING:  # a type checker should flag a name that the model does not have

        def __getattr__(self, name: str) -> Any:
            """Whatever else the wrapped client offers, such as the methods that boto3 adds."""
            if name == "_client":  # while it is being copied
                raise AttributeError(name)
            return getattr(self._client, name)
