"""Loaders that find the models of packages and read only the needed parts of models."""

from __future__ import annotations

import os
from collections.abc import Iterable
from threading import RLock, local
from typing import Any

from botocore.configprovider import BaseProvider
from botocore.exceptions import DataNotFoundError
from botocore.loaders import JSONFileLoader, Loader, create_loader

from botosmith_runtime.model_files import PartialFiles

_LOCK = RLock()


class PartialLoader(Loader):
    """Returns the same as botocore's own loader for these search paths, but faster.

    Files are parsed in part (``model_files``). To learn whether a service exists, it only looks
    into the directories of that service; botocore lists all services. ``packages`` are the search
    paths with the models of generated packages.
    """

    def __init__(self, packages: tuple[str, ...], search_paths: Iterable[str] = ()) -> None:
        super().__init__(
            extra_search_paths=[*search_paths],
            file_loader=PartialFiles(packages),
            include_default_search_paths=False,
        )
        self.packages = packages
        self._wanted = local()

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> Any:
        """A file of a service's model, with the additions of sdk-extras, as in botocore."""
        self._wanted.service = service_name
        try:
            return super().load_service_model(service_name, type_name, api_version)
        finally:
            self._wanted.service = None

    def list_available_services(self, type_name: str) -> Any:
        """All services with a file of that type; only the wanted one while its model is loaded."""
        wanted = getattr(self._wanted, "service", None)
        if wanted is not None and self._has(wanted, type_name):
            return [wanted]
        return super().list_available_services(type_name)

    def _has(self, service: str, type_name: str) -> bool:
        try:
            self.determine_latest_version(service, type_name)
        except DataNotFoundError:
            return False
        # "S3" and "../data/s3" can also be directories, but botocore's list has neither.
        return any(service in os.listdir(path) for path in self.search_paths if os.path.isdir(path))


class PackageLoader(PartialLoader):
    """A session's loader: it searches packages first, then the paths of the loader it replaced.

    It is a new loader, since a loader caches its lists. The session's ``data_path`` is read only
    when the loader is first used: it depends on the profile, which may be set after the model is
    registered, as in an initializer of botocore. If ``replaced`` is None, this is the session's
    first loader, and ``data_path`` has the directories of packages.
    """

    def __init__(self, packages: tuple[str, ...], session: Any, replaced: Loader | None) -> None:
        super().__init__(packages)
        self._session = session
        self._replaced = replaced
        self._searched: list[str] | None = None

    @property
    def search_paths(self) -> list[str]:
        """The directories of models, in the order of the search; callers may change the list."""
        with _LOCK:
            if self._searched is None:
                configured = create_loader(self._session.get_config_variable("data_path"))
                paths = [*self.packages, *configured.search_paths]
                if self._replaced is not None:
                    paths += self._replaced.search_paths
                elif searches_installed(self._session):
                    self.file_loader = PartialFiles(_installed())
                self._searched = list(dict.fromkeys(paths))
            return self._searched


def register(session: Any, models: str) -> None:
    """Make a session find the services in ``models``, a directory in botocore's loader layout.

    Registering twice changes nothing.
    """
    with _LOCK:  # two packages at the same time would both replace the same loader
        loader = session.get_component("data_loader")
        known = loader.packages if isinstance(loader, PackageLoader) else ()
        if models not in known:
            fresh = PackageLoader((models, *known), session, loader)
            session.register_component("data_loader", fresh)


def read_in_parts(session: Any) -> None:
    """Make a session read the models of all services in parts.

    A new session has no loader yet, since that depends on the profile; this function does not make
    one. A loader that is not botocore's own stays.
    """
    with _LOCK:
        found: Any = None
        # No public method tells whether a component exists without making it.
        if "data_loader" not in session._components._deferred:  # noqa: SLF001
            found = session.get_component("data_loader")
            if type(found) is not Loader or type(found.file_loader) is not JSONFileLoader:
                return
        session.register_component("data_loader", PackageLoader((), session, found))


def restore(session: Any) -> None:
    """Give a session botocore's own loader, which does not find the models of packages.

    Directories that other code has added, such as boto3, are kept.
    """
    with _LOCK:
        ours = session.get_component("data_loader")
        store = session.get_component("config_store")
        provider = store.get_config_provider("data_path")
        if isinstance(provider, _InstalledFirst):
            store.set_config_provider("data_path", provider.configured)
        if type(ours) is PackageLoader or type(ours) is Loader:
            packages = {*getattr(ours, "packages", ()), *_installed()}
            others = [path for path in ours.search_paths if path not in packages]
            configured = create_loader(session.get_config_variable("data_path"))
            paths = [*dict.fromkeys([*configured.search_paths, *others])]
            plain = Loader(extra_search_paths=paths, include_default_search_paths=False)
            session.register_component("data_loader", plain)


def registered(session: Any, service: str) -> bool:
    """Whether a package of that service has been registered with the session."""
    loader = session.get_component("data_loader")
    known = loader.packages if isinstance(loader, PackageLoader) else ()
    return any(os.path.isdir(os.path.join(models, service)) for models in known)


def search_installed(session: Any) -> None:
    """Make a new session search all installed packages first, and then its ``data_path``.

    ``data_path`` is read only when botocore makes the session's loader: then the profile that it
    depends on is set.
    """
    if not searches_installed(session):
        store = session.get_component("config_store")
        configured = store.get_config_provider("data_path")
        store.set_config_provider("data_path", _InstalledFirst(configured))


def searches_installed(session: Any) -> bool:
    """Whether ``search_installed`` was called for a session."""
    store = session.get_component("config_store")
    return isinstance(store.get_config_provider("data_path"), _InstalledFirst)


class _InstalledFirst(BaseProvider):
    """A value of ``data_path`` that begins with the models of all installed packages."""

    def __init__(self, configured: Any) -> None:
        self.configured = configured

    def provide(self) -> str | None:
        configured = self.configured.provide() if self.configured is not None else None
        return os.pathsep.join(filter(None, (*_installed(), configured))) or None


def _installed() -> tuple[str, ...]:
    """The models of all installed packages; making a client of one package does not need them."""
    from botosmith_runtime.installed import installed

    return tuple(package.models for package in installed().packages)
