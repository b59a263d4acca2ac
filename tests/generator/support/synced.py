"""A program whose packages ``botosmith sync`` keeps up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from project import Ended, Project

CODE = """
import boto3

sts = boto3.client("sts")
sqs = boto3.client("sqs")


def run() -> None:
    sts.get_caller_identity()
    sqs.send_message(QueueUrl="q", MessageBody="one")
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A source tree with a configuration beside it."""

    project: Project

    @property
    def root(self) -> Path:
        return self.project.directory

    @property
    def code(self) -> Path:
        return self.root / "src" / "shop" / "main.py"

    def write(self, code: str = CODE, configuration: str | None = None) -> None:
        """Put the code there, and the configuration."""
        self.code.parent.mkdir(parents=True, exist_ok=True)
        self.code.write_text(code, encoding="utf-8")
        text = 'from-code = ["src"]\nname = "shop"\n' if configuration is None else configuration
        (self.root / "botosmith.toml").write_text(text, encoding="utf-8")

    def call(self, *lines: str) -> None:
        """Let the code call something more."""
        more = "".join(f"    {line}\n" for line in lines)
        self.code.write_text(self.code.read_text(encoding="utf-8") + more, encoding="utf-8")

    def sync(self, *options: str) -> Ended:
        return self.project.run("sync", *options)

    def state(self) -> dict[str, bytes]:
        """Everything but the cache, by path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".botosmith_cache" not in path.parts
        }

    def times(self) -> dict[str, int]:
        """When each file was written, the cache's too."""
        return {
            str(path): path.stat().st_mtime_ns for path in self.root.rglob("*") if path.is_file()
        }
