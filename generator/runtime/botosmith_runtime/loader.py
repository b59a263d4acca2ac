"""How a botocore session learns of a package's model, and reads no more of models than it needs."""

from __future__ import annotations

import os
from threading import RLock, local
from typing import Any

from botocore.configprovider import BaseProvider
from botocore.exceptions import DataNotFoundError
from botocore.loaders import Loader, create_loader

from botosmith_runtime.installed import installed
from botosmith_runtime.model_files import PartialFiles

_LOCK = RLock()


class PackageLoader(Loader):
    """A loader that searches packages first and then wherever the session's loader did.

    It is a new one, since a loader remembers what it has listed. The session's ``data_path`` is
    read only when the loader is first used. It depends on the profile, which may be set only after
    the model is registered, as in an initializer of botocore's.

    It gives what botocore's own loader gives, sooner: files are parsed in part (``model_files``),
    and to learn whether there is a service it looks into that service's directories alone, where
    botocore lists all services.
    """

    def __init__(self, packages: tuple[str, ...], session: Any, replaced: Loader) -> None:
        super().__init__(file_loader=PartialFiles(packages), include_default_search_paths=False)
        self.packages = packages
        self._wanted = local()
        self._session = session
        self._replaced = replaced
        self._searched: list[str] | None = None

    @property
    def search_paths(self) -> list[str]:
        """Where models are looked for, first come first served; the list may be changed."""
        with _LOCK:
            if self._searched is None:
                configured = create_loader(self._session.get_config_variable("data_path"))
                paths = (*self.packages, *configured.search_paths, *self._replaced.search_paths)
                self._searched = list(dict.fromkeys(paths))
            return self._searched

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> Any:
        """A file of a service's model, with what sdk-extras add; as botocore's loader does it."""
        self._wanted.service = service_name
        try:
            return super().load_service_model(service_name, type_name, api_version)
        finally:
            self._wanted.service = None

    def list_available_services(self, type_name: str) -> Any:
        """All services with a file of that type; the wanted one alone while its model is loaded."""
        wanted = getattr(self._wanted, "service", None)
        if wanted is not None and self._has(wanted, type_name):
            return [wanted]
        return super().list_available_services(type_name)

    def _has(self, service: str, type_name: str) -> bool:
        try:
            self.determine_latest_version(service, type_name)
        except DataNotFoundError:
            return False
        return True


def register(session: Any, models: str) -> None:
    """Make a session find the services in ``models``, a directory in botocore's loader layout.

    Registering twice changes nothing.
    """
    with _LOCK:  # two packages at once would each replace the loader that they found
        loader = session.get_component("data_loader")
        known = loader.packages if isinstance(loader, PackageLoader) else ()
        if models not in known:
            fresh = PackageLoader((models, *known), session, loader)
            session.register_component("data_loader", fresh)


def registered(session: Any, service: str) -> bool:
    """Whether a package of that service has been registered with the session."""
    loader = session.get_component("data_loader")
    known = loader.packages if isinstance(loader, PackageLoader) else ()
    return any(os.path.isdir(os.path.join(models, service)) for models in known)


def search_installed(session: Any) -> None:
    """Make a new session search all installed packages first, and then what ``data_path`` says.

    That is read when botocore makes the session's loader, and not before: which profile it depends
    on, and whether that exists, is then settled.
    """
    store = session.get_component("config_store")
    configured = store.get_config_provider("data_path")
    if not isinstance(configured, _InstalledFirst):
        store.set_config_provider("data_path", _InstalledFirst(configured))


class _InstalledFirst(BaseProvider):
    """A value of ``data_path`` that begins with the models of all installed packages."""

    def __init__(self, configured: BaseProvider | None) -> None:
        self._configured = configured

    def provide(self) -> str | None:
        configured = self._configured.provide() if self._configured is not None else None
        return os.pathsep.join(filter(None, (installed().search_path, configured))) or None
