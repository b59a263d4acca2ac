"""The base classes of every generated client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from botocore.client import BaseClient
from botocore.utils import CachedProperty

from botosmith_runtime import pollers
from botosmith_runtime.errors import ServiceExceptions

# What single methods need is imported there: a program that only has the types needs none of it.
if TYPE_CHECKING:
    from botocore.client import ClientMeta
    from typing_extensions import Self

    from botosmith_runtime.ignored import Ignore
    from botosmith_runtime.modes import RequestModes, ResponseModes
    from botosmith_runtime.service import Service
    from botosmith_runtime.violations import ShapeWarning

ExceptionsT = TypeVar("ExceptionsT", bound=ServiceExceptions)
ResponseT = TypeVar("ResponseT")


class PlainClient(BaseClient):
    """The type of a plain client of one service, as botocore and boto3 make it.

    It has what such a client has, and nothing of ``connect``'s. It is never made: it is the type of
    what others make, and the base of ``Client``.
    """

    meta: ClientMeta
    """The events of the client, its region, endpoint and service model."""

    if TYPE_CHECKING:

        @property
        def exceptions(self) -> Any: ...  # the generated class says which
        def get_paginator(self, operation_name: Any) -> Any: ...
        def get_waiter(self, waiter_name: Any) -> Any: ...
        def _call(self, method: str, params: Mapping[str, object]) -> ResponseT: ...  # type: ignore[type-var]


class Client(PlainClient, Generic[ExceptionsT]):
    """A botocore client with the types of one service.

    It wraps a botocore client and has all of its methods and attributes. Code for botocore clients,
    such as ``botocore.stub.Stubber``, also works with it. The wrapped client changes: it raises the
    generated error classes, too, and has the same ``exceptions``.
    """

    service: ClassVar[Service]
    exceptions_class: ClassVar[type[ServiceExceptions]]

    _wrapped: ClassVar[str] = "a botocore client, such as that of boto3.client({!r}) or connect()"
    _asynchronous: ClassVar[bool] = False

    def __init__(
        self,
        client: BaseClient,
        *,
        request_checks: RequestModes | None = None,
        response_checks: ResponseModes | None = None,
        ignore_checks: Ignore | None = None,
    ) -> None:
        given: Any = client
        if not isinstance(given, BaseClient):
            from botosmith_runtime.wording import kind_of

            wanted = f"{type(self).__name__} wraps {self._wrapped.format(self.service.name)}"
            raise TypeError(f"{wanted}, got {kind_of(given)}")
        from botosmith_runtime.checks import install

        self._client: Any = vars(client).get("_client", client)  # a wrapper is unwrapped
        self.service.adopt(self._client, self.exceptions_class, asynchronous=self._asynchronous)
        modes = request_checks, response_checks, ignore_checks
        self._checker = install(self._client, self.service.package, *modes)

    def checks(
        self,
        *,
        request: RequestModes | None = None,
        response: ResponseModes | None = None,
        ignore: Ignore | None = None,
    ) -> AbstractContextManager[None]:
        """Use other check modes in a block: ``with client.checks(response="strict"): ...``.

        ``ignore`` names rules by operation and member: ``{"GetStatus.JobId": "length"}``. Modes can
        differ by operation, too: ``{"GetStatus": "strict", "*": "off"}``.

        The modes apply to the calls of this client and of the wrapped client in the block: direct
        calls, pages and waiters. Calls of other threads and tasks are not affected. Raises
        ValueError for a mode, a rule, an operation or a member that does not exist.
        """
        return self._checker.using(request, response, ignore)

    @property
    def shape_warnings(self) -> tuple[ShapeWarning, ...]:
        """The last hundred warnings about payloads that broke their shapes, the oldest first."""
        return tuple(self._checker.warnings)

    @property
    def exceptions(self) -> ExceptionsT:
        """The service's error classes, as attributes."""
        exceptions: ExceptionsT = self._client.exceptions
        return exceptions

    def can_paginate(self, operation_name: str) -> bool:
        """Whether the operation has a paginator; ``operation_name`` is its method's name."""
        can_paginate: bool = self._client.can_paginate(operation_name)
        return can_paginate

    def get_paginator(self, operation_name: Any) -> Any:
        """The paginator of an operation; ``operation_name`` is its method's name.

        Raises ``botocore.exceptions.OperationNotPageableError`` if there is none.
        """
        paginator = self._client.get_paginator(operation_name)
        typed = self._generated("paginator", "PAGINATORS").get(operation_name)
        return paginator if typed is None else typed(paginator)

    def get_waiter(self, waiter_name: Any) -> Any:
        """The waiter of that name; ``waiter_names`` lists them. Raises ValueError for others."""
        typed = self._generated("waiter", "WAITERS").get(waiter_name)
        if typed is None or waiter_name in self._client.waiter_names:
            waiter = self._client.get_waiter(waiter_name)
        else:  # the wrapped client was made from another model, such as botocore's own
            waiter = self._waiter_of_model(waiter_name)
        return waiter if typed is None else typed(waiter, self.exceptions)

    @CachedProperty
    def waiter_names(self) -> list[str]:
        """The names that ``get_waiter`` takes."""
        return sorted({*self._generated("waiter", "WAITERS"), *self._client.waiter_names})

    def generate_presigned_url(
        self,
        ClientMethod: Any,
        Params: Mapping[str, Any] | None = None,
        ExpiresIn: int = 3600,
        HttpMethod: str | None = None,
    ) -> str:
        """Make a URL for one call without credentials, valid for ``ExpiresIn`` seconds."""
        url: str = self._client.generate_presigned_url(ClientMethod, Params, ExpiresIn, HttpMethod)
        return url

    def close(self) -> None:
        """Close the client's connections."""
        self._client.close()

    def __copy__(self) -> Self:
        """Another wrapper of the same client."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        return other

    def __deepcopy__(self, memo: Any) -> Any:
        """A client with the same arguments. Raises TypeError if ``connect`` did not make this."""
        from botosmith_runtime import remaking

        return remaking.copied(self, self._client, self._checker.modes)

    def __reduce__(self) -> Any:
        """Pickles have the arguments. Raises TypeError if there are none, or secrets in them."""
        from botosmith_runtime import remaking

        return remaking.reduced(self, self._client, self._checker.modes)

    # The generated method declares the type of the result; botocore itself has no types.
    def _call(self, method: str, params: Mapping[str, object]) -> ResponseT:  # type: ignore[type-var]
        try:
            call = getattr(self._client, method)
        except AttributeError:  # a plain client, from an older botocore than the package's model
            raise self._older(method) from None
        response: ResponseT = call(**params)
        return response

    def _older(self, method: str) -> AttributeError:
        from botosmith_runtime.absent_methods import older

        message = older(method, self.service.package, self.service.botocore)
        return AttributeError(message, name=method, obj=self)

    def _iterate(self, method: str, params: Mapping[str, object]) -> Iterator[Any]:
        return pollers.items(self._client.get_paginator(method).paginate(**params))

    def _waiter_of_model(self, name: str) -> Any:
        from botocore.waiter import create_waiter_with_client

        return self.service.waiter(name, self._client, create_waiter_with_client)

    def _generated(self, module: str, registry: str) -> Any:
        return getattr(import_module(f"{self.service.package}.{module}"), registry)

    if not TYPE_CHECKING:  # a type checker should flag what the client does not have

        async def __aenter__(self) -> Any:
            """Say where the asynchronous client is."""
            raise TypeError(
                f"{type(self).__name__} is synchronous: write async with connect(...) with the "
                f"connect of {self.service.package}.aio"
            )

        async def __aexit__(self, *_: object) -> None:
            """Never reached."""

        def _why_absent(self, name: str) -> str:
            from botosmith_runtime.absent_methods import why_absent

            meta = vars(self)["_client"].meta
            return why_absent(self.service, name, meta.service_model, meta.method_to_api_mapping)

        def __getattr__(self, name: str) -> Any:
            """Any other attribute of the wrapped client, such as a method that boto3 adds."""
            try:  # _client itself is missing while the wrapper is being copied
                return getattr(vars(self)["_client"], name)
            except (AttributeError, KeyError):
                from botosmith_runtime import transfers

                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                if transfers.is_missing(name, vars(self).get("_client")):
                    message += f", which boto3 adds: {transfers.advice(vars(self)['_client'])}"
                elif "_client" in vars(self) and (why := self._why_absent(name)):
                    message += f": {why}"
                raise AttributeError(message, name=name, obj=self) from None
