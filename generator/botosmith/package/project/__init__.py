"""The files of a Python project: ``pyproject.toml``, ``README.md``, ``__init__.py``."""

from botosmith.package.project.project import init, pyproject, readme
from botosmith.package.python.files import File

FILES = (
    File("README.md", readme),
    File("pyproject.toml", pyproject),
    File("{package}/__init__.py", init),
    File("{package}/py.typed", lambda _: ""),
)
