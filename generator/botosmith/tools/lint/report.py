"""Findings as text or JSON, and their totals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources

from botosmith.text import printable
from botosmith.tools.lint.rules import RULES, SEVERITIES, Finding


def text(findings: Iterable[Finding]) -> Iterator[str]:
    """One line for each finding."""
    for finding in findings:
        place = f"{finding.file}: {finding.where}" if finding.where else finding.file
        what = f"{finding.severity}: {finding.message} [{finding.rule}]; {finding.fix}"
        line = f"{place}: {what}"
        # Names in a model may contain line breaks, and characters that control a terminal.
        yield printable(line).replace("\n", "\\n")


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects, with all attributes of each finding."""
    objects = [{"severity": finding.severity, **asdict(finding)} for finding in findings]
    return json.dumps(objects, indent=2)


def counts(by_service: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    """How many findings each rule has, and in how many services, the most severe first."""
    findings: Counter[str] = Counter()
    services: Counter[str] = Counter()
    for found in by_service.values():
        findings.update(finding.rule for finding in found)
        services.update({finding.rule for finding in found})
    for rule in RULES:
        if findings[rule]:
            where = f"{services[rule]:>4} service{'s' if services[rule] > 1 else ' '}"
            yield f"{findings[rule]:>7} in {where}  {RULES[rule].severity:7}  {rule}"


def summary(findings: Sequence[Finding], models: int) -> str:
    """``3 models: 1 error, 2 warnings``."""
    number = Counter(finding.severity for finding in findings)
    parts = [
        f"{number[one]} {one}{'s' if number[one] > 1 else ''}" for one in SEVERITIES if number[one]
    ]
    what = f"{models} model{'s' if models > 1 else ''}"
    return f"{what}: {', '.join(parts) or 'nothing found'}"


def rules() -> Iterator[str]:
    """A description of each rule, and how to fix its findings."""
    in_aws = aws_counts()
    for name, rule in RULES.items():
        yield f"{rule.severity:7}  {name}: {rule.about}; {rule.fix}"
        if name in in_aws:
            yield "{:7}  in AWS's models: {} in {} services".format("", *in_aws[name])


def aws_counts() -> dict[str, list[int]]:
    """By rule, the number of findings in botocore's models, and of services with findings.

    ``tests/conformance/count.py`` writes the file.
    """
    file = resources.files("botosmith.tools.lint") / "aws_counts.json"
    counts: dict[str, list[int]] = json.loads(file.read_text("utf-8"))
    return counts
