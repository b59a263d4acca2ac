"""``serve``: fakes as an HTTP server, for code in any language that runs in another process."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, cast

from botosmith_runtime.fakes.failures import where_written

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

    from botosmith_runtime.client import Client
    from botosmith_runtime.fakes.engine.engine import Engine

    class Served(Protocol):
        """A fake, as a server needs it."""

        client_class: ClassVar[type[Client[Any]]]
        engine: Engine

        def close(self, *, verify: bool = True, where: str = "") -> None: ...


FakeT = TypeVar("FakeT")


class Server(Generic[FakeT]):
    """A running server of fakes; the end of its ``with`` stops it and closes them.

    ``fakes`` are all of them, ``fake`` is the first. ``url`` is the address, such as
    ``http://127.0.0.1:41234``. ``ca_file`` is the certificate to trust with ``https``, else None.
    """

    def __init__(
        self,
        *fakes: FakeT,
        port: int = 0,
        host: str = "127.0.0.1",
        https: bool = False,
        max_body: int | None = None,
    ) -> None:
        """The arguments are those of ``serve``, with the same errors."""
        from botosmith_runtime.fakes.adapters.server.incoming import Limits
        from botosmith_runtime.fakes.adapters.server.server import EngineServer

        if not fakes:
            raise TypeError("serve() needs at least one fake")
        served = cast("tuple[Served, ...]", fakes)
        for one in served:
            one.engine.check_open()
        self.fakes: tuple[FakeT, ...] = fakes
        self.fake: FakeT = fakes[0]
        self._served = served
        services = [one.client_class.service for one in served]
        self._running = EngineServer(
            [one.engine for one in served],
            host=host,
            port=port,
            https=https,
            limits=Limits() if max_body is None else Limits(body=max_body),
            outside=[one.name for one in services if one.bearer],
        )

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end."""
        return self._running.url

    @property
    def port(self) -> int:
        """The server's port."""
        return self._running.port

    @property
    def ca_file(self) -> Path | None:
        """The certificate authority of a server with ``https``, until the server stops."""
        return self._running.ca_file

    def env(self, *, block_others: bool = False) -> dict[str, str]:
        """The environment for a child process whose AWS clients should find this server.

        It is this process's environment with ``AWS_ENDPOINT_URL_...`` of each service, credentials
        that open nothing, a region and, with ``https``, the server's certificate. The user's
        credentials, profile and configuration files are not in it. With ``block_others`` all other
        hosts are unreachable, for programs that heed the variables of proxies.
        """
        from botosmith_runtime.fakes.adapters.server.environment import environment

        return environment(self._running.variables(), block_others=block_others)

    def stop(self) -> None:
        """Stop the server within a second; its fakes stay open."""
        self._running.stop()

    def close(self, *, verify: bool = True) -> None:
        """Stop the server, and close its fakes, which fail for unused rules and refused requests.

        With ``verify=False`` they do not fail. A server may be closed twice.
        """
        self.stop()
        where = f"at {where_written()}"
        with ExitStack() as closing:  # it closes all, and raises the last error
            for one in self._served:
                closing.callback(one.close, verify=verify, where=where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close(verify=exception_type is None)


def serve(
    *fakes: FakeT,
    port: int = 0,
    host: str = "127.0.0.1",
    https: bool = False,
    max_body: int | None = None,
) -> Server[FakeT]:
    """Serve fakes of different services at one address, until the ``with`` ends.

    ``with serve(FakeS3(), FakeSQS()) as server: ...`` The service of a request follows from its
    signature, target, path and host. A request that breaks its shape, or that no rule matches, gets
    an error of its service, and closing fails.

    Parameters:
        port: the port; 0 is any free one.
        host: the address to listen at. Any other than the default opens the fake to the network.
        https: use TLS, with a certificate authority that is made for this server (``ca_file``).
        max_body: the most bytes in the body of a request; by default 256 MiB.

    Raises ImportError without the extra ``server`` of botosmith-runtime, OSError if the port cannot
    be used, and ValueError for two fakes of one service.
    """
    return Server(*fakes, port=port, host=host, https=https, max_body=max_body)
