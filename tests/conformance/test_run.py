"""The run over all of AWS where it meets trouble: it tells what it has, and goes on from there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conformance import known
from conformance.outcome import Finding, Log, Outcome
from conformance.pool import Pool
from conformance.store import Store, key
from failing_tasks import dies_over_sqs, stops_half_way

RUN = Path(__file__).parent / "run.py"
SERVICES = ["importexport", "sqs", "sts"]
OPERATIONS = {"importexport": 6, "sqs": 23, "sts": 11}


class Runs:
    """``run.py`` over three small services, with lists of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lists("1.0.0", {}, [])

    def lists(self, botocore: str, census: dict[str, int], exceptions: list[Any]) -> None:
        """Write the census and the exceptions."""
        counted = json.dumps({"botocore": botocore, "operations": census})
        (self.directory / "census.json").write_text(counted, encoding="utf-8")
        excepted = json.dumps(exceptions)
        (self.directory / "exceptions.json").write_text(excepted, encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        options = ["--build", str(self.directory), "--no-type-check", "--jobs", "1"]
        for name in ("census", "exceptions"):
            options += [f"--{name}", str(self.directory / f"{name}.json")]
        return [sys.executable, str(RUN), *(arguments or SERVICES), *options]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False)

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.directory / "aws-report.json").read_bytes())
        return found


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_interrupted_and_resumed(runs: Runs) -> None:
    services = ["dynamodb", "lambda", "s3", "sqs"]  # seconds, so that it is not done by then
    with subprocess.Popen(
        runs.command(*services), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        results = runs.directory / "aws"
        while not list(results.glob("*.json")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        printed, complaint = process.communicate()
    assert process.returncode == 130
    assert "interrupted: run it again to go on" in complaint
    done = [path.stem for path in results.glob("*.json")]
    report = runs.report()
    assert report["missing"] == [service for service in services if service not in done] != []
    assert f"missing: {len(report['missing'])} of 4 services" in printed
    written = {path: path.stat().st_mtime_ns for path in results.glob("*.json")}

    again = runs.run(*services)
    assert f"{len(done)} of 4 services are there already" in again.stderr
    assert runs.report()["missing"] == []
    assert {path: path.stat().st_mtime_ns for path in written} == written


def test_another_botocore(runs: Runs) -> None:
    """What differs is told; it is no failure, but another count in the same botocore is."""
    census = {**OPERATIONS, "sqs": 22, "gone-service": 3}
    runs.lists("1.0.0", census, [])
    older = runs.run()
    assert older.returncode == 0, older.stdout
    assert "The exceptions and the census are of botocore 1.0.0." in older.stdout
    assert "changed: sqs has 23 operations, not 22" in older.stdout
    runs.lists(runs.report()["botocore"], census, [])
    same = runs.run()
    assert same.returncode == 1
    assert runs.report()["changes"] == ["sqs has 23 operations, not 22"]


def test_exceptions_that_do_not_hold(runs: Runs, tmp_path: Path) -> None:
    exception = {
        "service": "sqs", "stage": "calls", "subject": "SendMessage", "says": "", "reason": "none",
    }  # fmt: skip
    model = tmp_path / "models" / "sts" / "2011-06-15" / "service-2.json"
    model.parent.mkdir(parents=True)
    model.write_text("{}", encoding="utf-8")
    runs.lists("1.0.0", OPERATIONS, [exception])
    ended = runs.run("sqs", "sts", "--models", str(tmp_path / "models"))
    assert ended.returncode == 1
    report = runs.report()
    assert report["stale_exceptions"] == ["sqs: calls: SendMessage: "]
    (failure,) = report["failures"]
    assert failure["service"] == "sts"
    assert "stopped half-way: ModelError" in failure["message"]
    assert report["missing"] == ["sts"]  # it is tried again, whatever has changed
    assert "sqs: calls: SendMessage" in ended.stdout


def test_a_process_that_dies() -> None:
    pool = Pool(2, dies_over_sqs)
    outcomes = {outcome.service: outcome for outcome in pool.outcomes(SERVICES)}
    assert outcomes.keys() == {*SERVICES}
    assert outcomes["sqs"].findings == [Finding("process", "", "the process died: exit code 7")]
    assert [name for name, outcome in outcomes.items() if not outcome.complete] == ["sqs"]


def test_what_is_kept(tmp_path: Path) -> None:
    """Whole outcomes of the same sources; no others, and nothing that was damaged."""
    store = Store(tmp_path, key())
    for outcome in Pool(1, stops_half_way).outcomes(SERVICES):
        store.put(outcome)
    (tmp_path / "sts.json").write_text('{"key": "', encoding="utf-8")
    assert store.found(SERVICES) == {"importexport": Outcome("importexport", complete=True)}
    assert Store(tmp_path, key("other options")).found(SERVICES) == {}


def test_stages_that_raise() -> None:
    """A stage or an operation that fails is taken down, and the others are still tried."""
    outcome = Outcome("tiny")
    log = Log(outcome)
    with log.stage("one"):
        with log.subject("GetThing"):
            raise ValueError("a thing")
        with log.stage("inner"):
            raise KeyError("no such stage")
        log.say("", "reached")
    found = [(finding.stage, finding.subject) for finding in outcome.findings]
    assert found == [("one", "GetThing"), ("inner", ""), ("one", "")]
    assert log.broken
    entry = known.Known("tiny", "one", "GetThing", "ValueError", "upstream")
    outcome.complete = True
    held = known.sort_out([outcome], [entry])
    assert [entry for entry, _ in held.listed] == [entry]
    assert [finding.stage for _, finding in held.unlisted] == ["inner", "one"]


def test_a_service_that_is_not_there(runs: Runs) -> None:
    ended = runs.run("sqss")
    assert ended.returncode == 1
    assert "unknown service 'sqss'; did you mean sqs" in ended.stderr
