"""A service's model in memory, unchanged."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.loaders import Loader

from botosmith.models.documents import Allowance, parse
from botosmith.models.files import EXTRAS, stem_of
from botosmith.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A file of a distribution or of the user that states facts about a service."""

    file: Path
    document: dict[str, Any]
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A service's model as it is in its files: parsed documents by stem, and the files' bytes.

    A document that cannot be parsed is in ``unreadable`` instead, with its problem. ``stated`` are
    the files, other than botosmith's own, that the document ``botosmith-1`` comes from; None if
    they were not collected.
    """

    service: str
    api_version: str
    directory: Path
    documents: dict[str, dict[str, Any]]
    files: dict[str, bytes] = field(repr=False)
    unreadable: Mapping[str, Problem] = field(default_factory=dict[str, Problem])
    stated: tuple[Stated, ...] | None = None

    def document(self, stem: str) -> dict[str, Any]:
        """The parsed document of that name, empty if the model has none."""
        return self.documents.get(stem, {})

    def as_written(self) -> dict[str, dict[str, Any]]:
        """The documents as in the files: ``X.sdk-extras`` is not merged into ``X``."""
        allowance = Allowance()
        return {
            str(stem_of(Path(name))): parse(
                content, gzipped=name.endswith(".gz"), trusted=False, allowance=allowance
            )
            for name, content in self.files.items()
        }

    def file_name(self, stem: str) -> str:
        """The path of a document, for messages."""
        if stem == EXTRAS and self.stated:
            return str(self.stated[-1].file)
        for name in (f"{stem}.json", f"{stem}.json.gz"):
            if name in self.files:
                return str(self.directory / name)
        return str(self.directory / f"{stem}.json")

    def statements(self) -> list[tuple[str, dict[str, Any]]]:
        """The parts that the document ``botosmith-1`` comes from, each with the file's path."""
        if self.stated is not None:
            return [(str(one.file), one.document) for one in self.stated]
        document = self.document(EXTRAS)
        return [(self.file_name(EXTRAS), document)] if document else []

    @property
    def shipped(self) -> bool:
        """Whether it is one of botocore's own models."""
        return is_shipped(self.directory)


def is_shipped(directory: Path) -> bool:
    """Whether it is a directory of botocore's own models."""
    return str(directory).startswith(Loader.BUILTIN_DATA_PATH + os.sep)
