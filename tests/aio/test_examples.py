"""The asyncio panes of the docs, run against the fake: they print what the typed client's print."""

from __future__ import annotations

from pathlib import Path

import pytest
from aio_parts import AioSession  # a patch reaches the sessions of what is imported before
from aws_services import few_or_all
from botosmith.output.write import write
from botosmith.package.render import render
from botosmith_runtime.fakes.adapters.botocore import stages
from documented_service import DocumentedService, code_of
from imported_package import imported
from running_package import RunningPackage

MODELS = (Path(__file__).parents[2] / "models",)
# Every protocol, streams in responses, documents, hosts and paths that depend on members.
CROSS_SECTION = [
    "apigatewayv2", "bedrock-runtime", "cloudwatch", "dynamodb", "kinesis", "lambda", "route53",
    "s3", "s3control", "sqs", "sts",
]  # fmt: skip
OWN = ["glue-migration", "importexport", "personium-cell"]


@pytest.mark.filterwarnings("ignore::botosmith_runtime.violations.ShapeWarning")
@pytest.mark.parametrize("service", [*few_or_all(CROSS_SECTION), *OWN])
def test_service(service: str, tmp_path: Path) -> None:
    assert AioSession
    documented = DocumentedService(service, MODELS if service in OWN else ())
    write(render(documented.ir), tmp_path)
    shown = [panes["async"] for _, _, panes in documented.each() if "async" in panes]
    assert len(shown) >= len(documented.ir.callable_operations)
    assert all("asyncio.run(main())" in code_of(pane) for pane in shown)
    with imported(tmp_path, documented.ir.package):
        try:
            running = RunningPackage(documented, ("typed", "async"))
            assert [*running.calls(), *running.guide()] == []
        finally:
            stages.POOL.clear()
