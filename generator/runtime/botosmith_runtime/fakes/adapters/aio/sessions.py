"""The sessions that make the asynchronous clients of fakes: they read no file."""

from __future__ import annotations

from typing import Any

from aiobotocore import session as aiobotocore_session
from aiobotocore.configprovider import AioSmartDefaultsConfigStoreFactory
from aiobotocore.credentials import AioCredentials

from botosmith_runtime.aio.emitter import AioEmitter
from botosmith_runtime.fakes.adapters.botocore.sessions import Kind, ReadsNothing

_AioSession: Any = aiobotocore_session.AioSession
_create: Any = _AioSession.create_client  # as it is before any patch


class AioOwnSession(ReadsNothing, _AioSession):  # type: ignore[misc]  # it has no types
    """A session for the asynchronous clients of fakes, which ``fake.patch`` does not affect."""

    def create_client(self, *args: Any, **kwargs: Any) -> Any:
        """A client from aiobotocore's own method, even if a patch has replaced it."""
        return _create(self, *args, **kwargs)

    async def get_credentials(self) -> Any:  # type: ignore[override]
        """Those that were set; no others are looked for."""
        return self._credentials


class _Nowhere:
    """Replaces the lookup of the machine's region, which would use the network."""

    async def provide(self) -> None:
        """No region."""


ASYNCHRONOUS = Kind(
    AioOwnSession, AioEmitter, AioCredentials, AioSmartDefaultsConfigStoreFactory, _Nowhere
)


def made(session: Any, name: str, arguments: dict[str, Any]) -> Any:
    """The coroutine that makes a client, without opening its connections."""
    return session._create_client(name, **arguments)  # noqa: SLF001  # create_client opens them
