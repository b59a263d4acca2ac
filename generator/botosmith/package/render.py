"""The IR -> the files of a package, as text: a loop over the folders that print them."""

from __future__ import annotations

from importlib import import_module

from botosmith import __version__, ir
from botosmith.package.python.files import File, Subject
from botosmith.text.line_ends import unified

Files = dict[str, str | bytes]
"""The files: contents by path, relative to the service's directory."""

_FOLDERS = (
    "aio",
    "checks",
    "client",
    "errors",
    "fakes",
    "literals",
    "pollers",
    "project",
    "resources",
    "strategies",
    "types",
)
"""The folders of this package that print files, each with ``FILES``."""

_FILES: tuple[File, ...] = tuple(
    file for folder in _FOLDERS for file in import_module(f"botosmith.package.{folder}").FILES
)


def render(service: ir.Service, version: str = __version__) -> Files:
    """All files of a service's package; ``version`` is that of the distribution."""
    subject = Subject(service, version)
    files: Files = {
        file.path.format(package=service.package): text
        for file in _FILES
        if (text := file.contents(subject)) is not None
    }
    for model in service.files:
        path = f"{service.package}/models/{service.name}/{service.api_version}/{model.name}"
        files[path] = unified(model.content)  # independent of git's line ends in a checkout
    return dict(sorted(files.items()))


def render_module(service: ir.Service, module: str) -> str:
    """The text of one module of a service's package, such as ``checks``."""
    (file,) = (file for file in _FILES if file.path == f"{{package}}/{module}.py")
    text = file.contents(Subject(service))
    if text is None:
        raise ValueError(f"the package of {service.name} has no module {module}")
    return text
