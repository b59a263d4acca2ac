"""How a botocore session learns of a package's model, and reads no more of models than it needs."""

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
    """Gives what botocore's own loader gives for these search paths, sooner.

    Files are parsed in part (``model_files``). To learn whether there is a service it looks into
    that service's directories alone, where botocore lists all services. ``packages`` are those of
    the search paths that are the models of generated packages.
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
        # "S3" and "../data/s3" lead to directories, too, but botocore's list has neither.
        return any(service in os.listdir(path) for path in self.search_paths if os.path.isdir(path))


class PackageLoader(PartialLoader):
    """A loader of a session that searches packages first and then wherever its loader did.

    It is a new one, since a loader remembers what it has listed. The session's ``data_path`` is
    read only when the loader is first used. It depends on the profile, which may be set only after
    the model is registered, as in an initializer of botocore's. Without a loader that it
    ``replaced`` it is a session's first, which learns by ``data_path`` where packages are.
    """

    def __init__(self, packages: tuple[str, ...], session: Any, replaced: Loader | None) -> None:
        super().__init__(packages)
        self._session = session
        self._replaced = replaced
        self._searched: list[str] | None = None

    @property
    def search_paths(self) -> list[str]:
        """Where models are looked for, first come first served; the list may be changed."""
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
    with _LOCK:  # two packages at once would each replace the loader that they found
        loader = session.get_component("data_loader")
        known = loader.packages if isinstance(loader, PackageLoader) else ()
        if models not in known:
            fresh = PackageLoader((models, *known), session, loader)
            session.register_component("data_loader", fresh)


def read_in_parts(session: Any) -> None:
    """Make a session read the models of all services in parts.

    A new session has not made its loader yet, since it depends on the profile, and this does not
    ask for it. A loader that is not botocore's own stays.
    """
    with _LOCK:
        found: Any = None
        # Nothing public says whether a component is there without making it.
        if "data_loader" not in session._components._deferred:  # noqa: SLF001
            found = session.get_component("data_loader")
            if type(found) is not Loader or type(found.file_loader) is not JSONFileLoader:
                return
        session.register_component("data_loader", PackageLoader((), session, found))


def restore(session: Any) -> None:
    """Give a session a loader of botocore's own, which finds the models of no package.

    Directories that others have added, as boto3 does, are kept.
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
    """Make a new session search all installed packages first, and then what ``data_path`` says.

    That is read when botocore makes the session's loader, and not before: which profile it depends
    on, and whether that exists, is then settled.
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
    """The models of all installed packages; who makes a client of one of them need not look."""
    from botosmith_runtime.installed import installed

    return tuple(package.models for package in installed().packages)
