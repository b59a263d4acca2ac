"""A process of the row ``cold``: makes its first client in one way, and prints what that took.

python cold_program.py plain|fast|pack|connect|Stubber|fake SERVICE [parts]
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from resource import RUSAGE_SELF, getrusage
from typing import Any

from botocore.session import Session
from botosmith_runtime.loader import PartialLoader

KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
REGION, OTHER = "us-east-1", "eu-west-1"

Program = Callable[[str, Callable[[str], None]], None]


def plain(service: str, mark: Callable[[str], None]) -> None:
    session = Session()
    mark("session")
    session.create_client(service, region_name=REGION)
    mark("client")


def fast(service: str, mark: Callable[[str], None]) -> None:
    from botosmith_runtime import plugin

    plugin.enable(fast=True)
    plain(service, mark)


def connect(service: str, mark: Callable[[str], None]) -> None:
    make = package(service).connect
    mark("import")
    mark("session")  # connect() makes one
    make(region_name=REGION)
    mark("client")


def stubber(service: str, mark: Callable[[str], None]) -> None:
    from botocore.stub import Stubber

    mark("import")
    for name, region in (("first", REGION), ("next", OTHER)):
        client: Any = Session().create_client(service, region_name=region, **KEYS)
        with Stubber(client):
            pass
        mark(name)


def fake(service: str, mark: Callable[[str], None]) -> None:
    module = importlib.import_module(f"{package(service).__name__}.fakes")
    fakes = (one for name, one in vars(module).items() if name.startswith("Fake"))
    (fake_class,) = (one for one in fakes if one.__module__ == module.__name__)
    mark("import")
    for name, region in (("first", REGION), ("next", OTHER), ("pooled", OTHER)):
        fake_class(region_name=region).close()
        mark(name)


def package(service: str) -> Any:
    return importlib.import_module(f"botosmith_{service.replace('-', '_')}")


PROGRAMS: dict[str, Program] = {
    "plain": plain,
    "fast": fast,
    "pack": fast,
    "connect": connect,
    "Stubber": stubber,
    "fake": fake,
}


class Parts:
    """CPU seconds of some functions, each without those of them that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = time.process_time()

    def start(self) -> None:
        """Forget what has passed."""
        self._since = time.process_time()

    def switch(self) -> None:
        """Count what has passed to what is running."""
        now = time.process_time()
        part = self._running[-1] if self._running else "the rest"
        self.seconds[part] = self.seconds.get(part, 0.0) + now - self._since
        self._since = now

    def measure(self, holder: Any, name: str, part: str | Callable[..., str]) -> None:
        """Count the calls of a function to a part, which may depend on the arguments."""
        function = getattr(holder, name)
        if isinstance(part, str):
            self.seconds[part] = 0.0

        @wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            self.switch()
            self._running.append(part if isinstance(part, str) else part(*args, **kwargs))
            try:
                return function(*args, **kwargs)
            finally:
                self.switch()
                self._running.pop()

        setattr(holder, name, measured)


def parts() -> Parts:
    """What a client takes, by botocore's functions."""
    from botocore import client, httpsession, regions, session

    measured = Parts()
    loaded = "the model", "the rule set, parsed"
    measured.seconds = dict.fromkeys(("the session", "credentials", "TLS", "endpoints.json"), 0.0)
    measured.seconds |= dict.fromkeys((*loaded, "the rule set, objects", "the class"), 0.0)
    measured.measure(session.Session, "__init__", "the session")
    measured.measure(session.Session, "get_credentials", "credentials")
    measured.measure(httpsession, "create_urllib3_context", "TLS")
    loaders: Any = importlib.import_module("botocore.loaders")
    measured.measure(loaders.Loader, "load_data_with_path", first_of_file)
    for loader in (loaders.Loader, PartialLoader):
        measured.measure(loader, "load_service_model", second_of_file)
    rules: Any = importlib.import_module("botocore.endpoint_provider")
    measured.measure(rules.RuleSet, "__init__", "the rule set, objects")
    measured.measure(regions.EndpointResolver, "__init__", "endpoints.json")
    measured.measure(client.ClientCreator, "_create_client_class", "the class")
    measured.start()
    return measured


def first_of_file(_loader: Any, name: str) -> str:
    return of_file(name)


def second_of_file(_loader: Any, _service: str, kind: str, *_: Any, **__: Any) -> str:
    return of_file(kind)


def of_file(name: str) -> str:
    if name.endswith("endpoints"):
        return "endpoints.json"
    if "endpoint-rule-set" in name:
        return "the rule set, parsed"
    return "the model" if "service-2" in name else "the rest"


def main() -> None:
    way, service, *options = sys.argv[1:]
    if options:
        measured = parts()
        PROGRAMS[way](service, lambda _: None)
        measured.switch()
        rest = measured.seconds.pop("the rest")
        figures = {**measured.seconds, "the rest": rest}
    else:
        marks: dict[str, float] = {}
        last = [time.process_time()]

        def mark(name: str) -> None:
            now = time.process_time()
            marks[name] = now - last[0]
            last[0] = time.process_time()

        before = getrusage(RUSAGE_SELF).ru_maxrss
        PROGRAMS[way](service, mark)
        grown = getrusage(RUSAGE_SELF).ru_maxrss - before
        figures = {**marks, "memory": float(grown * (1 if sys.platform == "darwin" else 1024))}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
