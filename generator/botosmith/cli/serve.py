"""``botosmith serve``."""

from __future__ import annotations

import gc
import json
import sys
import threading
from datetime import datetime, timezone
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from botosmith.cli.options import models_option

if TYPE_CHECKING:
    from botosmith_runtime.fakes.adapters.server.replies import Record

_PORT = 4566
_SHOWN = 6  # variables


@click.command("serve", short_help="Serve fakes of services by HTTP, for any language.")
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Serve every service that has a model.")
@click.option(
    "--rules",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Rules in TOML or YAML: which calls get which answers. May be given several times.",
)
@click.option(
    "--unmatched",
    type=click.Choice(["sample", "refuse"]),
    help="What a call gets that no rule matches: a sample of its response, or an error with the "
    "closest rule.  [default: sample with --all, else refuse]",
)
@click.option("--seed", default=0, show_default=True, help="The seed of samples.")
@click.option("--port", default=_PORT, show_default=True, help="The port; 0 is any free one.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at. Any other opens the fakes to the network.",
)
@click.option("--https", is_flag=True, help="Use TLS, with a certificate for this run.")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@models_option("models, then the installed packages; botocore's own come last")
def serve_command(
    services: tuple[str, ...],
    every: bool,
    rules: tuple[Path, ...],
    unmatched: str | None,
    seed: int,
    port: int,
    host: str,
    https: bool,
    layout: str,
    models: tuple[Path, ...],
) -> None:
    """Serve fakes of services by HTTP: for the AWS CLI, SDKs of any language, and containers.

    Every request is checked against the model. Each call is a line, with its rule and its time.
    Ctrl-C stops the server. Exit 1 if it refused a request.

    \b
    botosmith serve sqs dynamodb --rules fakes.toml
    botosmith serve --all
    AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws sqs list-queues
    """
    gc.disable()  # what is imported and read now stays to the end
    from botosmith.models.locate import model_directories
    from botosmith.tools.serve.running import Running, Serving, Unmatched

    if every and services:
        raise click.UsageError("--all serves every service: name none, or leave out --all")
    chosen: Unmatched = "sample" if every else "refuse"
    if unmatched is not None:
        chosen = "sample" if unmatched == "sample" else "refuse"
    console = _Json() if layout == "json" else _Text()
    running = Running(
        Serving(
            services=services,
            every=every,
            rules=rules,
            unmatched=chosen,
            seed=seed,
            models=model_directories(models),
            host=host,
            port=port,
            https=https,
        ),
        console.call,
    )
    try:
        if not _is_local(host):
            click.echo(
                f"warning: {host} is not only this machine: everyone who reaches port {port} can "
                "call the fakes and read their answers",
                err=True,
            )
        for problem in running.problems:
            click.echo(f"warning: not served: {problem}", err=True)
        gc.freeze()
        gc.enable()
        console.begin(running, every=every)
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        running.stop()
        console.end()
    if console.refused:
        sys.exit(1)


class _Console:
    """Counts calls, and prints a line for each."""

    def __init__(self) -> None:
        self.calls = 0
        self.refused = 0

    def call(self, record: Record) -> None:
        """Print a call."""
        from botosmith_runtime.fakes.adapters.server.replies import REFUSED

        self.calls += 1
        self.refused += record.verdict in REFUSED
        self.show(record)

    def show(self, record: Record) -> None:
        """Print a call in the layout of the console."""
        raise NotImplementedError

    def begin(self, running: Any, *, every: bool) -> None:
        """Print where the server is."""
        raise NotImplementedError

    def end(self) -> None:
        """Print how many calls there were."""
        raise NotImplementedError


class _Text(_Console):
    def begin(self, running: Any, *, every: bool) -> None:
        names = running.services
        shown = ", ".join(names) if len(names) <= _SHOWN else f"{len(names)} services"
        count = running.rule_count
        rules = f" with {count} rule{'s' * (count != 1)}" if count else ""
        click.echo(f"serving {shown}{rules} at {running.url}; Ctrl-C stops it")
        variables = dict(running.variables)
        if every or len(names) > _SHOWN:
            variables = {k: v for k, v in variables.items() if not k.startswith("AWS_ENDPOINT")}
            variables = {k: v for k, v in variables.items() if not k.startswith("AWS_BEARER")}
            variables = {"AWS_ENDPOINT_URL": running.url, **variables}
        for name, value in variables.items():
            click.echo(f"  export {name}={value}")

    def show(self, record: Record) -> None:
        name = " ".join(filter(None, (record.service, record.operation))) or "no service"
        status = record.status or "-"
        now = datetime.now().strftime("%H:%M:%S")
        milliseconds = record.seconds * 1e3
        rule = f"  {record.rule}" if record.rule else ""
        click.echo(f"{now} {status} {record.verdict} {name} {milliseconds:.1f} ms{rule}")
        if record.message:
            for line in record.message.splitlines():
                click.echo(f"    {line}")

    def end(self) -> None:
        click.echo(f"stopped after {self.calls:,} calls, of which {self.refused:,} were refused")


class _Json(_Console):
    def begin(self, running: Any, *, every: bool) -> None:  # noqa: ARG002  # the same for both
        self._print(event="serving", url=running.url, services=list(running.services))

    def show(self, record: Record) -> None:
        self._print(
            event="call",
            time=datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
            service=record.service,
            operation=record.operation,
            protocol=record.protocol,
            verdict=record.verdict,
            status=record.status,
            rule=record.rule,
            milliseconds=round(record.seconds * 1e3, 3),
            message=record.message,
        )

    def end(self) -> None:
        self._print(event="stopped", calls=self.calls, refused=self.refused)

    def _print(self, **values: Any) -> None:
        click.echo(json.dumps(values))


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
