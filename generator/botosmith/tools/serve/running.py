"""A server of services by their names, with rules from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from botosmith_runtime.fakes.adapters.server.replies import Record
from botosmith_runtime.fakes.adapters.server.server import EngineServer
from botosmith_runtime.fakes.engine.engine import Engine

from botosmith.problems import BotosmithError
from botosmith.tools.serve.rules_file import documents, services_in, write_rules
from botosmith.tools.serve.services import Services

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.operations import FakedService

Unmatched = Literal["sample", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served, and where.

    Without ``services``, these are all that the rules name; ``every`` means all there are. A call
    that no rule matches gets a sample of ``seed``, or is refused.
    """

    services: tuple[str, ...] = ()
    every: bool = False
    rules: tuple[Path, ...] = ()
    unmatched: Unmatched = "refuse"
    seed: int = 0
    models: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 0
    https: bool = False


class Running:
    """A running server. ``services`` are the names of those that it serves.

    ``problems`` says why some of all services are not served.
    """

    def __init__(self, serving: Serving, watch: Callable[[Record], object]) -> None:
        """Raises BotosmithError with all problems of the services and rules, or of the port."""
        files = documents(serving.rules)
        found = Services(serving.models)
        names = list(serving.services)
        if serving.every:
            names = found.names()
        elif not names:
            names = list(dict.fromkeys(name for file in files for name in services_in(file)))
        if not names:
            raise BotosmithError(
                "no service to serve: name services, such as botosmith serve sqs, or pass --all, "
                "or --rules with a file that has rules"
            )
        services, self.problems = _found(names, found)
        if self.problems and not serving.every:
            raise BotosmithError("\n".join(self.problems))
        engines = _engines(services, serving)
        self.rule_count = write_rules(files, engines)
        self.services = tuple(engines)
        try:
            self._server = EngineServer(
                [*engines.values()],
                host=serving.host,
                port=serving.port,
                https=serving.https,
                watch=watch,
                outside=[name for name, engine in engines.items() if not engine.of_aws],
                compares_all=not serving.every,
            )
        except ImportError as error:
            raise BotosmithError(f"{error}, or 'botosmith[server]'") from error
        except OSError as error:
            raise BotosmithError(error.strerror or str(error)) from error

    @property
    def url(self) -> str:
        """The server's address."""
        return self._server.url

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment variables with which clients find the server."""
        return self._server.variables()

    def stop(self) -> None:
        """Stop within a second."""
        self._server.stop()


def _found(names: list[str], services: Services) -> tuple[dict[str, FakedService], list[str]]:
    """What fakes need of the services, and why there is none of others."""
    found = {name: _service(services, name) for name in dict.fromkeys(names)}
    problems = [one for one in found.values() if isinstance(one, str)]
    return {name: one for name, one in found.items() if not isinstance(one, str)}, problems


def _service(services: Services, name: str) -> FakedService | str:
    try:
        return services.service(name)
    except BotosmithError as error:
        return str(error)


def _engines(services: dict[str, FakedService], serving: Serving) -> dict[str, Engine]:
    """The engines of the services."""
    return {
        name: Engine(
            f"fake of {name}",
            service,
            auto=serving.unmatched == "sample",
            seed=serving.seed,
            keep_calls=0,
        )
        for name, service in services.items()
    }
