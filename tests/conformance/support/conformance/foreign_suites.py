"""The tests of others, from their source distributions: which are run, and how."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import botocore
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.tools.builds import package_files

Way = Literal["plain", "connect", "wrapping", "plugin"]
VARIABLE = "BOTOSMITH_TEST_SUITES"
"""The environment variable that holds the path of a Python with all that the tests import."""

_ROOT = Path(__file__).parents[4]
_SUPPORT = Path(__file__).parents[1]
_PATH = [_ROOT / "generator" / "runtime", _SUPPORT]
# Those that make calls; others look at all models, or at no client at all.
_FUNCTIONAL = (
    "account_id_endpoints", "alias", "apigateway", "auth_config", "bearer_auth", "bedrock_runtime",
    "client", "cloudformation", "cloudsearchdomain", "cloudwatch", "cognito_idp", "compress",
    "connecthealth", "context_params", "disable_s3_express_auth", "discovery", "docdb", "dsql",
    "dynamodb", "ec2", "eventbridge", "events", "glacier", "history", "httpchecksum",
    "importexport", "iot_data", "kinesis", "lex", "machinelearning", "modeled_exceptions", "mturk",
    "neptune", "paginate", "polly", "protocol_selection", "qbusiness", "query_compatibility", "rds",
    "retry", "route53", "rpc_v2_cbor", "s3", "s3_control", "s3_control_redirects", "s3express",
    "sagemaker", "signin", "socialmessaging", "sqs", "sts", "stub", "tagged_unions_unknown",
    "useragent",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Tests of a distribution: some files, or all tests that have a mark.

    ``ways`` are those in which clients come to check.
    """

    distribution: str
    version: str
    files: tuple[str, ...] = ()
    mark: str = ""
    ways: tuple[Way, ...]

    @property
    def directory(self) -> str:
        """The directory of its sources."""
        return f"{self.distribution}-{self.version}"

    def arguments(self, sources: Path) -> list[str]:
        """What pytest is given to run it. Only files that have the mark are imported."""
        if not self.mark:
            return [*self.files]
        found = sorted(sources.glob("tests/**/test_*.py"))
        files = [one for one in found if self.mark in one.read_text(encoding="utf-8")]
        return ["-m", self.mark, *(str(one.relative_to(sources)) for one in files)]


SUITES: Mapping[str, Suite] = {
    "botocore": Suite(
        distribution="botocore",
        version=botocore.__version__,
        files=(
            *(f"tests/functional/test_{name}.py" for name in _FUNCTIONAL),
            "tests/unit/test_stub.py",
        ),
        ways=("connect", "wrapping", "plugin"),
    ),
    "moto": Suite(
        distribution="moto",
        version="5.2.5",
        mark="aws_verified",
        ways=("plugin",),
    ),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What the plugin ``checked_clients`` reports of a run."""

    services: Collection[str]
    outcomes: Mapping[str, tuple[str, str]]
    warned: Mapping[str, int]

    def counts(self) -> dict[str, int]:
        """How many tests passed, failed and were skipped."""
        return dict(sorted(Counter(outcome for outcome, _ in self.outcomes.values()).items()))

    def broken(self, plain: Report) -> dict[str, str]:
        """The tests that pass with plain clients and not with these, and what they said."""
        return {
            test: said
            for test, (outcome, said) in self.outcomes.items()
            if outcome == "failed" and plain.outcomes.get(test, ("", ""))[0] != "failed"
        }


class Runner:
    """Runs suites with a Python of their own, in ``directory``, which keeps what is made there."""

    def __init__(self, python: str, directory: Path) -> None:
        self._python = python
        self._directory = directory.resolve()
        self._site = self._directory / "site"

    def sources(self, suite: Suite) -> Path:
        """The directory of a suite's sources, which are downloaded if they are not there."""
        place = self._directory / suite.directory
        if not place.is_dir():
            wanted = f"{suite.distribution}=={suite.version}"
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--no-binary", ":all:", "--dest", str(self._directory), wanted]
            subprocess.run(command, check=True)
            with tarfile.open(self._directory / f"{suite.directory}.tar.gz") as archive:
                archive.extractall(self._directory, filter="data")
        return place

    def install(self, services: Collection[str]) -> None:
        """Put the packages of these services where runs find them; names of no model are none's."""
        for service in sorted({*services} & {*Library().all_services()}):
            name = f"botosmith_{service.replace('-', '_')}"
            if not (self._site / name).is_dir():
                built = self._directory / "built" / service
                write(package_files(service, ()), built)
                information = self._site / f"{name}-1.dist-info"
                information.mkdir(parents=True, exist_ok=True)
                (information / "METADATA").write_text(f"Name: {name}\nVersion: 1\n")
                announced = f"[botosmith.models]\n{service} = {name}\n"
                (information / "entry_points.txt").write_text(announced)
                (built / name).rename(self._site / name)

    def run(self, suite: Suite, way: Way) -> Report:
        """Run a suite. Only tests that end the whole run raise CalledProcessError."""
        report = self._directory / f"{suite.distribution}-{way}.json"
        report.unlink(missing_ok=True)
        asked = {"way": way, "site": str(self._site), "report": str(report)}
        kept = {name: one for name, one in os.environ.items() if not name.startswith("AWS_")}
        environment = {
            **kept,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "BOTOSMITH_SUITE": json.dumps(asked),
            "PYTHONPATH": os.pathsep.join(map(str, _PATH)),
        }
        sources = self.sources(suite)
        command = [self._python, "-m", "pytest", "-q", "-p", "checked_clients"]
        command += ["-p", "no:cacheprovider", *suite.arguments(sources)]
        log = self._directory / f"{suite.distribution}-{way}.log"
        with log.open("w", encoding="utf-8") as output:
            ended = subprocess.run(
                command, cwd=sources, env=environment, stdout=output,
                stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        if ended.returncode not in (0, 1):
            sys.exit(f"the tests of {suite.distribution} did not run: see {log}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        outcomes = {test: (outcome, said) for test, (outcome, said) in found["outcomes"].items()}
        return Report(found["services"], outcomes, found["warned"])


def differing(
    name: str, way: Way, broken: Mapping[str, str], listed: Mapping[str, Any]
) -> Iterator[str]:
    """Where the list and what broke in this way disagree.

    ``listed`` has the ``ways`` in which a test breaks and the ``reason``, by the test's name: that
    of a function stands for all of its parameters.
    """
    known = {test for test, entry in listed.items() if way in entry["ways"]}
    found = {test if test in known else test.partition("[")[0]: test for test in broken}
    for function in sorted(found.keys() - known):
        yield f"{name}, {way}: not listed: {found[function]}: {broken[found[function]]}"
    for test in sorted(known - found.keys()):
        yield f"{name}, {way}: listed, and no longer broken: {test}"
