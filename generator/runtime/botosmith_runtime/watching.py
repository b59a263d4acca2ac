"""Sessions whose clients of services outside AWS get a guard when they are made (see ``guard``).

The guard itself is imported when there is such a service: most sessions have none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from botocore.client import BaseClient

_SESSIONS = "_botosmith_sessions"
_EXTRAS = "botosmith-1.json"
_OWN = frozenset({"bearer", "cookie"})


class GuardedClient(BaseClient):
    """A base class of plain clients: those of services outside AWS get a guard when made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = session_of(self, kwargs.get("loader"))
        paths = getattr(session.get_component("data_loader"), "search_paths", ())
        if stated := stated_authentication(self.meta.service_model.service_name, paths):
            from botosmith_runtime.guard import install

            install(self, bearer="bearer" in stated, session=session)


def watch(session: Any) -> None:
    """Guard the clients that a botocore session makes from now on. A second call does nothing."""

    def join(class_attributes: dict[str, Any], base_classes: list[type], **_: Any) -> None:
        class_attributes.setdefault(_SESSIONS, []).append(session)
        add_base(base_classes, GuardedClient)

    session.register("creating-client-class", join, unique_id=f"botosmith-guard-{id(session)}")


def session_of(client: BaseClient, loader: Any) -> Any:
    """The session that makes a client; sessions that share their events all get the event."""
    sessions = getattr(client, _SESSIONS)
    own = [one for one in sessions if one.get_component("data_loader") is loader]
    return [*sessions, *own][-1]


def add_base(base_classes: list[type], base: type) -> None:
    """Put a base class first, unless another base inherits from it."""
    if not any(issubclass(one, base) for one in base_classes):
        base_classes.insert(0, base)


def stated_authentication(service: str, search_paths: Iterable[str]) -> frozenset[str]:
    """Which of ``bearer`` and ``cookie`` a model of the service states, in any version.

    Raises InstalledModelError for a ``botosmith-1.json`` that cannot be read.
    """
    files = (file for path in search_paths for file in _versions(path, service))
    return _OWN & {scheme for file in files for scheme in _schemes(file)}


def _versions(path: str, service: str) -> Iterable[Path]:
    directory = Path(path, service)
    if directory.is_dir():
        files = (directory / version / _EXTRAS for version in os.listdir(directory))
        yield from (file for file in files if file.is_file())


def _schemes(file: Path) -> Iterable[str]:
    try:
        return [*(json.loads(file.read_text("utf-8")).get("authentication") or ())]
    except (OSError, ValueError, TypeError, AttributeError) as error:
        from botosmith_runtime.installed import InstalledModelError

        message = f"{file} cannot be read, and may state how the service authenticates: {error}"
        raise InstalledModelError(message) from error
