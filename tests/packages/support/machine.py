"""What a program meets on a machine of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from aws_stand_in import AwsStandIn
from personium_unit import PersoniumUnit
from site_directory import SERVICES


@dataclass(frozen=True)
class Machine:
    """What a program meets: services that answer, and the variables of its environment."""

    aws: AwsStandIn
    unit: PersoniumUnit
    home: Path
    site: Path
    variables: dict[str, str]

    def botosmith(self, *arguments: str) -> str:
        return self.run(sys.executable, "-m", "botosmith", *arguments)

    def run(self, *command: str, **variables: str) -> str:
        ran = self.ended(*command, **variables)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def ended(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.home, env={**self.variables, **variables},
            capture_output=True, text=True, check=False,
        )  # fmt: skip


def by_data_path(machine: Machine) -> None:
    path = machine.run(sys.executable, "-m", "botosmith_runtime", "path")
    machine.variables["AWS_DATA_PATH"] = path.rstrip("\n")


def by_installation(machine: Machine) -> None:
    machine.botosmith("install", *SERVICES)
