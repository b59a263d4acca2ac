"""The configuration of ``botosmith sync``: which packages are wanted, from which source trees.

``config.schema.json`` describes the same keys for editors.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, cast, get_args

from botosmith_runtime.wording import kind_of, nearest

from botosmith import ir
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import check_service_name
from botosmith.names import package_name
from botosmith.problems import BotosmithError, did_you_mean
from botosmith.tools.sync import tables

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A configured slice: it has the operations that ``trees`` call, and ``operations``."""

    service: str
    trees: tuple[Path, ...] = ()
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The user's configuration. Paths are relative to the working directory, or absolute."""

    file: Path
    out: Path
    models: tuple[Path, ...] = ()
    services: tuple[str, ...] = ()
    from_code: tuple[Path, ...] = ()
    name: str = ""
    slices: Mapping[str, Slice] = field(default_factory=dict[str, Slice])
    wheels: bool = True
    vendor: Path | None = None
    version: str = ""
    response_keys: ir.ResponseKeys = "model"

    @property
    def root(self) -> Path:
        """The directory of the configuration file."""
        return self.file.parent

    @property
    def trees(self) -> tuple[Path, ...]:
        """Every source tree, once."""
        named = (tree for one in self.slices.values() for tree in one.trees)
        return tuple(dict.fromkeys((*self.from_code, *named)))

    def vendored(self, name: str) -> tuple[Path, ...]:
        """Where a package is put among the modules of the program, if anywhere."""
        return (self.vendor / package_name(name),) if self.vendor else ()

    def place(self, *keys: str) -> str:
        """The place of a key in the file, for messages."""
        return tables.place(self.file, *keys)


def load(file: Path | None = None) -> Config:
    """The configuration in ``file``, or the nearest one from the working directory upward.

    Raises BotosmithError, with file and line, for an invalid configuration.
    """
    found, table = tables.read(file) if file else tables.find(Path())
    reader = _Reader(found)
    reader.refuse_unknown(table, tuple(schema()["properties"]))
    trees = reader.paths(table, "from-code")
    name = reader.text(table, "name")
    if bool(trees) != bool(name):
        given, missing = ("from-code", "name") if trees else ("name", "from-code")
        example = 'name = "myapp"' if trees else 'from-code = ["src"]'
        raise BotosmithError(f"{reader.at(given)}: {given} needs {missing}, such as {example}")
    config = Config(
        file=found,
        out=found.parent / (reader.text(table, "out") or "out"),
        models=reader.paths(table, "models") or _default_models(found.parent),
        services=reader.texts(table, "services"),
        from_code=trees,
        name=name,
        slices=reader.slices(table),
        wheels=reader.flag(table, "wheels", default=True),
        vendor=found.parent / vendor if (vendor := reader.text(table, "vendor")) else None,
        version=reader.text(table, "version"),
        response_keys=reader.response_keys(table),
    )
    _check(config)
    return config


def schema() -> dict[str, Any]:
    """``config.schema.json``."""
    text = resources.files("botosmith.tools.sync").joinpath("config.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _default_models(root: Path) -> tuple[Path, ...]:
    default = root / "models"
    return (default,) if default.is_dir() else ()


class _Reader:
    """Reads typed values from the table; each error names the line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def at(self, *keys: str) -> str:
        return tables.place(self._file, *keys)

    def refuse_unknown(self, table: dict[str, Any], known: tuple[str, ...], *above: str) -> None:
        for key in table:
            if key not in known:
                hint = did_you_mean(nearest(key, known)) or f"; the keys are {', '.join(known)}"
                raise BotosmithError(f"{self.at(*above, key)}: unknown key {key!r}{hint}")

    def text(self, table: dict[str, Any], *keys: str) -> str:
        value = table.get(keys[-1])
        if value is None:
            return ""
        if not isinstance(value, str) or not value:
            raise self._wrong(value, 'text, such as "myapp"', *keys)
        return value

    def texts(self, table: dict[str, Any], *keys: str) -> tuple[str, ...]:
        value = table.get(keys[-1], [])
        if not is_list(value) or not all(isinstance(one, str) and one for one in value):
            raise self._wrong(value, "a list of texts", *keys)
        return tuple(dict.fromkeys(value))

    def paths(self, table: dict[str, Any], *keys: str) -> tuple[Path, ...]:
        found = tuple(self._file.parent / one for one in self.texts(table, *keys))
        for path in found:
            if not path.exists():
                raise BotosmithError(f"{self.at(*keys)}: {path} does not exist")
        return found

    def flag(self, table: dict[str, Any], key: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(value, "true or false", key)
        return value

    def response_keys(self, table: dict[str, Any]) -> ir.ResponseKeys:
        value = self.text(table, "response-keys") or "model"
        known = get_args(ir.ResponseKeys)
        if value not in known:
            raise BotosmithError(
                f"{self.at('response-keys')}: response-keys: expected {' or '.join(known)}, "
                f"got {value!r}"
            )
        return cast("ir.ResponseKeys", value)

    def slices(self, table: dict[str, Any]) -> dict[str, Slice]:
        value = table.get("slices", {})
        if not is_object(value):
            raise self._wrong(value, "a table, such as [tool.botosmith.slices.s3-files]", "slices")
        return {name: self._slice(name, one) for name, one in value.items()}

    def _slice(self, name: str, table: object) -> Slice:
        if not is_object(table):
            raise self._wrong(table, 'a table, with service = "s3"', "slices", name)
        one: dict[str, Any] = schema()["properties"]["slices"]["additionalProperties"]
        self.refuse_unknown(table, tuple(one["properties"]), "slices", name)
        made = Slice(
            service=self.text(table, "slices", name, "service"),
            trees=self.paths(table, "slices", name, "from"),
            operations=self.texts(table, "slices", name, "operations"),
        )
        at = self.at("slices", name)
        if not made.service:
            raise BotosmithError(f'{at}: the slice {name} needs its service, as service = "s3"')
        if not made.trees and not made.operations:
            raise BotosmithError(
                f"{at}: the slice {name} has no calls: give it source trees, as "
                'from = ["src"], or operations = ["GetObject"]'
            )
        return made

    def _wrong(self, value: object, expected: str, *keys: str) -> BotosmithError:
        return BotosmithError(
            f"{self.at(*keys)}: {keys[-1]}: expected {expected}, got {kind_of(value)}"
        )


def _check(config: Config) -> None:
    """Refuse invalid combinations of keys."""
    names = {"services": config.services, "slices": tuple(config.slices)}
    for key, services in names.items():
        for service in services:
            _check_name(config, service, key, *([service] if key == "slices" else []))
    if config.name:
        _check_name(config, config.name, "name")
    for name in config.slices:
        if name in config.services:
            raise BotosmithError(
                f"{config.place('slices', name)}: two packages would be botosmith-{name}, this "
                "slice and the whole service: rename the slice"
            )
    if config.version and not _VERSION.fullmatch(config.version):
        raise BotosmithError(
            f"{config.place('version')}: version: expected numbers and dots, such as 2.0, "
            f"got {config.version!r}"
        )
    if not (config.services or config.from_code or config.slices):
        raise BotosmithError(
            f"{config.file}: no package is configured: add from-code and name, services, or a slice"
        )
    _check_out(config)


def _check_name(config: Config, name: str, *keys: str) -> None:
    try:
        check_service_name(name)
    except BotosmithError as error:
        raise BotosmithError(f"{config.place(*keys)}: {error}") from error


def _check_out(config: Config) -> None:
    """Refuse an output directory that would be read as the user's code, or as models."""
    out = Path(os.path.abspath(config.out))
    for tree in config.trees:
        whole = Path(os.path.abspath(tree))
        if out == whole or whole in out.parents:
            raise BotosmithError(
                f"{config.place('out')}: out is {config.out}, inside the source tree {tree}, so "
                "generated code would be read as yours: choose another out, or name the "
                "directories of your code"
            )
    for directory in config.models:
        if out == Path(os.path.abspath(directory)):
            raise BotosmithError(
                f"{config.place('out')}: out is {config.out}, the directory of your models: "
                "choose another"
            )
    if config.vendor and out in (Path(os.path.abspath(config.vendor / "x"))).parents:
        raise BotosmithError(
            f"{config.place('vendor')}: vendor is {config.vendor}, inside {config.out}: name a "
            "directory of your code"
        )
