"""Count what the botocore that is installed ships, and write the numbers down.

    python tests/conformance/count.py

``census.json`` has operations and sizes: ``run.py`` and the tests compare with it. What the linter
finds is in ``aws_counts.json`` beside its rules: ``botosmith lint --rules`` shows it. The patterns
that are checked in part are listed in ``docs/patterns.md``.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))

import botocore  # after the path is set, as all below
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.tools.lint import lint
from conformance import census, largest, partial_patterns

LINT_COUNTS = (
    Path(__file__).parents[2] / "generator" / "botosmith" / "tools" / "lint" / "aws_counts.json"
)


def main() -> None:
    """Look at every service once."""
    library = Library()
    operations: dict[str, int] = {}
    measures: dict[str, dict[str, int]] = {}
    findings: Counter[str] = Counter()
    services: Counter[str] = Counter()
    patterns: list[str] = []
    for service in library.all_services():
        model = library.load(service)
        operations[service] = len(model.document(SERVICE_MODEL)["operations"])
        measures[service] = largest.measures(model)
        found = Counter(finding.rule for finding in lint(model))
        findings.update(found)
        services.update(found.keys())
        patterns += partial_patterns.rows(model)
    most = largest.largest(measures)
    census.write(census.Census(botocore.__version__, operations, most))
    counts = (f' "{rule}": [{findings[rule]}, {services[rule]}]' for rule in sorted(findings))
    LINT_COUNTS.write_text("{\n" + ",\n".join(counts) + "\n}\n", encoding="utf-8")
    partial_patterns.write(patterns)
    print(f"botocore {botocore.__version__}: {len(operations)} services, {census.FILE} written")


if __name__ == "__main__":
    main()
