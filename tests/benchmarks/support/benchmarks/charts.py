"""The charts of the benchmarks page, drawn from the figures that the page holds."""

from __future__ import annotations

from pathlib import Path

from benchmarks.document import DOCUMENT, texts
from pictures.charts import Chart, draw, tables

PICTURES = DOCUMENT.parent / "pictures"

CHARTS = (
    Chart(
        file="build",
        table="Build",
        title="Seconds of CPU to build",
        groups=("build",),
        names="",
        values=("CPU",),
    ),
    Chart(
        file="checks",
        table="Microseconds to check a payload, and how many times faster than ParamValidator",
        title="Microseconds to check a payload",
        groups=("payload",),
        values=("ParamValidator", "botosmith", "pydantic", "msgspec", "aws-resource-validator"),
        unit="µs",
    ),
    Chart(
        file="calls",
        table="Microseconds of a stubbed call, both checks strict, against plain boto3",
        title="Microseconds of a stubbed call",
        groups=("call",),
        values=("boto3", "botosmith"),
        unit="µs",
    ),
    Chart(
        file="fake-calls",
        table="Microseconds of a call: importexport get_status",
        title="Microseconds of a faked get_status",
        names="way",
        values=("µs",),
        unit="µs",
    ),
    Chart(
        file="moto-calls",
        table="Microseconds of a call: sts get_caller_identity",
        title="Microseconds of a faked get_caller_identity",
        names="way",
        values=("µs",),
        unit="µs",
    ),
    Chart(
        file="fake-setup",
        table="Microseconds to set up and tear down: sts",
        title="Microseconds to set up and tear down",
        names="way",
        values=("µs",),
        unit="µs",
    ),
    Chart(
        file="clients",
        table="The first client of a process",
        title="CPU time of the first client of a process",
        names="service",
        values=("CPU",),
        ours=("glue-migration",),
    ),
    Chart(
        file="cold",
        table="The first create_client of a process",
        title="CPU time of the first create_client of a process",
        groups=("service",),
        values=("botocore", "fast", "pack"),
        ours=("fast", "pack"),
    ),
    Chart(
        file="docs",
        table="Docs",
        title="Seconds of CPU for the docs of a service",
        groups=("service",),
        names="",
        values=("CPU",),
    ),
    Chart(
        file="type-checkers",
        table="A script that makes its client",
        title="Seconds of CPU to check a script",
        groups=("script", "checker"),
        names="types",
        values=("CPU",),
    ),
    Chart(
        file="imports",
        table="Milliseconds of CPU to import a module",
        title="Milliseconds of CPU to import a module of Glue's",
        names="module",
        values=("glue",),
        unit="ms",
        ours=("the package", "."),
    ),
)


def drawn() -> dict[Path, str]:
    """The text of each chart, by its file."""
    figures = {title: one for text in texts() for title, one in tables(text).items()}
    return {
        PICTURES / f"{chart.file}.svg": draw(chart, figures[chart.table])
        for chart in CHARTS
        if chart.table in figures
    }


def write() -> None:
    """Draw every chart again."""
    for path, drawing in drawn().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawing, encoding="utf-8", newline="\n")
