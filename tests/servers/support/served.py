"""``botosmith serve`` in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config


class Served:
    """A running command: its address, and the lines that it printed after the first."""

    def __init__(self, process: subprocess.Popen[str], url: str, first: dict[str, Any]) -> None:
        self.process = process
        self.url = url
        self.first = first

    def client(self, service: str, **options: Any) -> Any:
        session = boto3.Session("AKIAFAKE", "fake", region_name="us-east-1")
        once = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
        return session.client(service, endpoint_url=self.url, config=once, **options)

    def line(self) -> dict[str, Any]:
        """The next line."""
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def stop(self) -> tuple[int, list[dict[str, Any]]]:
        """Send Ctrl-C; the exit status, and the lines that were not read."""
        self.process.send_signal(signal.SIGINT)
        output, _ = self.process.communicate()
        return self.process.returncode, [json.loads(line) for line in output.splitlines()]


@contextmanager
def served(*arguments: str, cwd: Path) -> Iterator[Served]:
    """Run the command with lines in JSON, on a free port."""
    command = [sys.executable, "-m", "botosmith", "serve", "--port", "0", "--format", "json"]
    process = subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        first = json.loads(line)
        yield Served(process, first["url"], first)
    finally:
        process.kill()
        process.communicate()
