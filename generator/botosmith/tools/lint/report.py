"""Findings as text or JSON, and their sums."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources

from botosmith.text import printable
from botosmith.tools.lint.rules import RULES, SEVERITIES, Finding


def text(findings: Iterable[Finding]) -> Iterator[str]:
    """One line a finding."""
    for finding in findings:
        place = f"{finding.file}: {finding.where}" if finding.where else finding.file
        what = f"{finding.severity}: {finding.message} [{finding.rule}]; {finding.fix}"
        line = f"{place}: {what}"
        # Names of a model's may hold line breaks and what moves a terminal's cursor.
        yield printable(line).replace("\n", "\\n")


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects, with all that is known about each finding."""
    objects = [{"severity": finding.severity, **asdict(finding)} for finding in findings]
    return json.dumps(objects, indent=2)


def counts(by_service: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    """How many findings each rule has, and in how many services, the gravest first."""
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
    """What each rule is about, and how its findings are fixed."""
    in_aws = aws_counts()
    for name, rule in RULES.items():
        yield f"{rule.severity:7}  {name}: {rule.about}; {rule.fix}"
        if name in in_aws:
            yield "{:7}  in AWS's models: {} in {} services".format("", *in_aws[name])


def aws_counts() -> dict[str, list[int]]:
    """By rule, its findings in botocore's models, and the services that have some.

    ``tests/conformance/count.py`` writes the file.
    """
    file = resources.files("botosmith.tools.lint") / "aws_counts.json"
    counts: dict[str, list[int]] = json.loads(file.read_text("utf-8"))
    return counts
