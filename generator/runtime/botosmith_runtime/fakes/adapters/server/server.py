"""``serve``: fakes as an HTTP server in a thread of this process."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from botosmith_runtime.fakes.adapters.server.answering import Answering
from botosmith_runtime.fakes.adapters.server.app import App
from botosmith_runtime.fakes.adapters.server.environment import variables
from botosmith_runtime.fakes.adapters.server.incoming import Limits
from botosmith_runtime.fakes.adapters.server.replies import Record
from botosmith_runtime.fakes.adapters.server.sockets import bound

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from botosmith_runtime.fakes.engine.engine import Engine

_EXTRA = "pip install 'botosmith-runtime[server]'"


class EngineServer:
    """An HTTP server for engines of fakes, from its construction until ``stop``.

    ``url`` is its address.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        https: bool = False,
        limits: Limits | None = None,
        watch: Callable[[Record], object] | None = None,
        outside: Sequence[str] = (),
        compares_all: bool = True,
    ) -> None:
        """Raises OSError if the port cannot be used, ImportError without the extra ``server``."""
        try:
            from botosmith_runtime.fakes.adapters.server.listening import Listening
        except ImportError as error:
            raise ImportError(f"a server needs httptools and h2: {_EXTRA}") from error
        answering = Answering(engines, compares_all=compares_all)
        self._engines = tuple(engines)
        self._outside = tuple(outside)
        self._stopped = threading.Event()
        for engine in engines:
            engine.sleep = self._stopped.wait  # delays end when the server stops
        self._directory: Path | None = None
        self.ca_file: Path | None = None
        listener = bound(host, port)
        try:
            context = None
            if https:
                from botosmith_runtime.fakes.adapters.server.certificates import tls

                self._directory = Path(tempfile.mkdtemp(prefix="botosmith-server-"))
                self.ca_file = self._directory / "ca.pem"
                context = tls(host, self.ca_file)
            self.port: int = listener.getsockname()[1]
            shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
            shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
            self.url = f"http{'s' * https}://{shown}:{self.port}"

            def make(pool: Executor) -> App:
                return App(answering, limits or Limits(), pool, watch)

            self._listening = Listening(listener, context, make)
            self._listening.start()
        except BaseException:
            listener.close()
            self._remove()
            raise

    def variables(self) -> dict[str, str]:
        """The environment variables that lead AWS's SDKs to the server."""
        models = [engine.model for engine in self._engines]
        return variables(models, self.url, self.ca_file, outside=self._outside)

    def stop(self) -> None:
        """Stop within a second, also with clients connected. It may be called twice."""
        self._stopped.set()
        self._listening.stop()
        self._remove()

    def _remove(self) -> None:
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)
            self._directory = None
