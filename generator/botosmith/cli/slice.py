"""``botosmith slice``."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

from botosmith.models.load import SERVICE_MODEL, Library, Model
from botosmith.problems import BotosmithError

_DEFAULT = Path("models")


@click.command("slice", short_help="Write a model with some operations of a service.")
@click.argument("service", required=False)
@click.argument("operations", metavar="[OPERATION]...", nargs=-1)
@click.option("--name", help="The slice's name, as in boto3.client(NAME).")
@click.option(
    "--models",
    type=click.Path(path_type=Path, file_okay=False),
    default=_DEFAULT,
    show_default=True,
    help="Directory of models, to write to; SERVICE is looked for here, then in botocore.",
)
@click.option("--force", is_flag=True, help="Replace a different model of that name.")
@click.option(
    "--from-code",
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH",
    help="The operations that this source tree calls, of boto3's clients and of slices.",
)
@click.option(
    "--update",
    "directory",
    type=click.Path(path_type=Path),  # it may be missing: the state before a killed run is restored
    metavar="DIR",
    help="Cut the slice in DIR again, add OPERATIONs, and show what changed.",
)
@click.option("--keep-documentation", is_flag=True, help="With --update: keep the slice's texts.")
def slice_command(
    service: str | None,
    operations: tuple[str, ...],
    name: str | None,
    models: Path,
    force: bool,
    from_code: Path | None,
    directory: Path | None,
    keep_documentation: bool,
) -> None:
    """Write a model with some operations of SERVICE and the shapes that they use.

    The requests of a slice are the same bytes as those of the whole model, and its clients start
    faster. Its class has both names: sqs-orders has SQSOrdersClient, since sqs has SQSClient. If
    NAME does not begin with the name of the service, it stands alone: mail has MailClient.

    For each call that --from-code cannot decide, it writes a line to standard error: "undecided:
    app.py:17: query may be dynamodb's Query: ...". Annotate the client there, or add the operation.

    \b
    botosmith slice glue GetCatalogImportStatus ImportCatalogToGlue --name glue-migration
    botosmith slice --from-code src --name myapp      # s3-myapp, sqs-myapp, ...
    botosmith slice s3 --from-code src --name files   # only this service
    botosmith slice --update models/glue-migration
    botosmith slice --update models/sqs-myapp PurgeQueue     # one operation more
    botosmith slice --update models/sqs-myapp --from-code src
    """
    if directory is not None:
        if name or force:
            raise click.UsageError(
                "--update takes a directory, OPERATIONs to add, --from-code, --keep-documentation"
            )
        added = (service, *operations) if service else ()
        _update(directory, added, from_code, keep_documentation)
    elif keep_documentation:
        raise click.UsageError("--keep-documentation belongs to --update")
    elif name is None:
        raise click.UsageError("pass --name NAME: the slice needs a name of its own")
    elif from_code is not None:
        if operations:
            raise click.UsageError("name operations or pass --from-code, not both")
        _from_code(from_code, service, name, models, force=force)
    elif service is None or not operations:
        raise click.UsageError("name a SERVICE and its OPERATIONs, or pass --from-code or --update")
    else:
        _write([_cut(_library(models), service, operations, name, models)], force=force)


def _library(models: Path) -> Library:
    return Library((models,) if models.is_dir() else ())


def _cut(
    library: Library, service: str, operations: tuple[str, ...], name: str, models: Path
) -> tuple[Model, Model]:
    from botosmith.tools.slice import check_name, slice_model

    check_name(name)
    source = library.read(service)
    target = models / name / source.api_version
    return source, slice_model(source, operations, name, target)


def _write(cuts: list[tuple[Model, Model]], *, force: bool) -> None:
    from botosmith.tools.slice.identity import only_by_directory
    from botosmith.tools.slice.store import refuse_others, store

    if not force:
        for _, cut in cuts:
            refuse_others(cut)
    for source, cut in cuts:
        changed = store(cut)
        click.echo(f"{cut.directory}: {_counts(source, cut)}{'' if changed else ' (as it was)'}")
        if missing := only_by_directory(source):
            click.echo(f"note: botocore keeps for clients of {source.service}: {missing}", err=True)


def _counts(source: Model, cut: Model) -> str:
    parts: list[str] = []
    for what in ("operations", "shapes"):
        kept, whole = (len(model.document(SERVICE_MODEL)[what]) for model in (cut, source))
        parts.append(f"{kept} of {whole} {what}")
    return f"{', '.join(parts)} of {source.service}"


def _from_code(path: Path, only: str | None, name: str, models: Path, *, force: bool) -> None:
    library = _library(models)
    if only is not None:
        library.read(only)  # raises another error for an unknown service
    with _called(path, library, only) as operations:
        cuts = [
            _cut(library, service, called, name if only else f"{service}-{name}", models)
            for service, called in operations.items()
        ]
        refused = [] if force else _set_aside(cuts, path)
        _write(cuts, force=True)
    if refused:
        raise BotosmithError("\n".join(refused))


def _set_aside(cuts: list[tuple[Model, Model]], path: Path) -> list[str]:
    """Remove from ``cuts`` the slices that must not be replaced, and return the reasons.

    A slice that has more operations than the code calls is kept without a reason: operations may
    have been added before the code calls them.
    """
    from botosmith.tools.slice.store import grown_beyond, refuse_others

    refused: list[str] = []
    for each in list(cuts):
        _, cut = each
        if more := grown_beyond(cut):
            count = f"{len(more)} operation{'s' if len(more) > 1 else ''}"
            click.echo(
                f"{cut.directory}: kept, it has {count} more than {path} calls: "
                f"{', '.join(sorted(more))} (--force removes them)"
            )
            cuts.remove(each)
            continue
        try:
            refuse_others(cut)
        except BotosmithError as error:
            refused.append(str(error))
            cuts.remove(each)
    return refused


@contextmanager
def _called(
    path: Path, library: Library, only: str | None
) -> Generator[dict[str, tuple[str, ...]]]:
    """The operations that a source tree calls, by service; warns of undecided calls."""
    from botosmith.cli.progress import tracked
    from botosmith.tools.slice.source_code import usage

    found = usage(path, library, only, tracks=tracked)
    for undecided in sorted(found.undecided):
        click.echo(f"undecided: {undecided}", err=True)
    if not found.operations:
        raise BotosmithError(_none_found(path, library, only))
    yield {service: tuple(sorted(called)) for service, called in sorted(found.operations.items())}
    if found.undecided:
        count = len(found.undecided)
        where = f"{count} place{'s' if count > 1 else ''}"
        click.echo(
            f"{where} undecided: add what they call, with slice --update DIR OPERATION..., "
            "or slice SERVICE OPERATION... --name NAME",
            err=True,
        )


def _none_found(path: Path, library: Library, only: str | None) -> str:
    """The message why no calls were found, and what to do."""
    from botosmith.build.service import class_name

    whose = f"operations of {only}" if only else "operations of a boto3 client"
    service = only or "s3"
    like = "" if only else "such as "
    annotation = f"client: {class_name(library.read(service))}"
    packages = [f"botosmith_{service.replace('-', '_')}"]
    if service not in library.own_services():
        packages.append(f"types_boto3_{service.replace('-', '_')}")
    return (
        f"{path}: no {whose} found to slice for; annotate the parameters that are clients, {like}"
        f"{annotation!r} (of {' or '.join(packages)}), "
        f"or name operations: botosmith slice {only or 'SERVICE'} OPERATION... --name NAME"
    )


def _update(
    directory: Path, operations: tuple[str, ...], from_code: Path | None, keep_documentation: bool
) -> None:
    from botosmith.tools.slice.update import slice_in

    old = slice_in(directory)
    library = Library((old.directory.parent.parent,))
    if operations and operations[0] in library.all_services():  # no operation has such a name
        raise click.UsageError(
            f"{operations[0]!r} is a service, and --update takes that from {directory}: "
            "name OPERATIONs to add, or none"
        )
    if from_code is None:
        _renew(old, operations, keep_documentation)
        return
    with _called(from_code, library, old.service) as called:
        _renew(old, (*operations, *called[old.service]), keep_documentation)


def _renew(old: Model, added: tuple[str, ...], keep_documentation: bool) -> None:
    from botosmith.tools.diff.report import report
    from botosmith.tools.slice.store import store
    from botosmith.tools.slice.update import update

    model, difference = update(old, keep_documentation=keep_documentation, add=added)
    click.echo(report(difference, "text"), nl=False)
    changed = store(model)
    click.echo(f"{model.directory}: {'updated' if changed else 'up to date'}")
