"""How ``slice --from-code`` does on a source tree, and which call sites it misses in silence.

    python tests/benchmarks/call_sites.py moto-5.2.5/moto toil-9.6.0/src

The call sites are counted here by their form alone, with no look at how clients get about: a
method by an operation's name whose keywords are all members of its input, at least one of them
written as AWS writes them, or a method of what the same file assigns ``client("SERVICE")`` to.
A site is missed in silence where neither its operation is found nor its line is listed. Sites that
are missed by the name of a method that the tree defines itself are counted apart, to be read.
"""

from __future__ import annotations

import ast
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botosmith.models.load import Library
from botosmith.tools.slice.source_code import Usage, usage

Operations = dict[str, dict[str, tuple[str, frozenset[str], frozenset[str]]]]
"""By method and service: the operation, its members, and those that it needs."""


@dataclass(frozen=True)
class Site:
    """A call, and the operations that it may be, as service and name."""

    file: str
    line: int
    method: str
    may_be: frozenset[tuple[str, str]]


def operations() -> Operations:
    """The operations of every service that botocore ships."""
    found: Operations = {}
    loader = Loader()
    for service in loader.list_available_services("service-2"):
        model = ServiceModel(loader.load_service_model(service, "service-2"), service)
        for name in model.operation_names:
            shape = model.operation_model(name).input_shape
            members = frozenset(shape.members) if shape else frozenset[str]()
            required = frozenset(shape.required_members) if shape else frozenset[str]()
            found.setdefault(xform_name(name), {})[service] = (name, members, required)
    return found


def sites(file: Path, known: Operations) -> Iterator[Site]:
    """The call sites of a file."""
    with warnings.catch_warnings(action="ignore"):
        tree = ast.parse(file.read_bytes())
    clients = {
        ast.unparse(target): service
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and (service := _service(node.value))
        for target in node.targets
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = clients.get(ast.unparse(node.func.value)) or _service(node.func.value)
        each = known.get(node.func.attr, {})
        if owner in each:
            yield Site(
                str(file), node.func.lineno, node.func.attr, frozenset({(owner, each[owner][0])})
            )
            continue
        keywords = {one.arg for one in node.keywords}
        if node.args or not any(one and one[0].isupper() for one in keywords):
            continue
        fits = {
            (service, name)
            for service, (name, members, required) in each.items()
            if required <= keywords <= members
        }
        if fits:
            yield Site(str(file), node.func.lineno, node.func.attr, frozenset(fits))


def _service(node: ast.expr) -> str | None:
    """The service of ``session.client("s3")``."""
    match node:
        case ast.Call(
            func=ast.Attribute(attr="client" | "create_client"),
            args=[ast.Constant(value=str() as name), *_],
        ):
            return name
        case _:
            return None


def missed(found: Usage, counted: list[Site]) -> list[Site]:
    """The sites that are neither found nor listed."""
    listed = {(one.file, one.line) for one in found.undecided}
    called = {(service, name) for service, names in found.operations.items() for name in names}
    return [
        one for one in counted if not one.may_be & called and (one.file, one.line) not in listed
    ]


def defined(file: Path) -> set[str]:
    """The functions that a file defines."""
    with warnings.catch_warnings(action="ignore"):
        tree = ast.parse(file.read_bytes())
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def main() -> None:
    """Print a line for each tree that is named."""
    known = operations()
    for name in sys.argv[1:]:
        started = time.process_time()
        found = usage(Path(name), Library())
        seconds = time.process_time() - started
        files = [*Path(name).rglob("*.py")]
        lines = sum(file.read_bytes().count(b"\n") for file in files)
        counted = [site for file in files for site in sites(file, known)]
        given_up = [str(one) for one in found.undecided if "completely" in one.reason]
        silent = missed(found, counted)
        own = set[str]().union(*map(defined, files)) if silent else set[str]()
        theirs = sum(one.method in own for one in silent)
        print(
            f"{name}: {lines} lines, {seconds:.1f} CPU s, {seconds / lines * 1000:.3f} a thousand; "
            f"{sum(map(len, found.operations.values()))} operations of "
            f"{len(found.operations)} services, {len(found.undecided)} places undecided; "
            f"{len(given_up)} not followed; {len(counted)} call sites, "
            f"{len(silent) - theirs} missed, {theirs} by names of the tree's own methods",
            flush=True,
        )
        for one in [*given_up, *(f"missed: {one}" for one in silent)]:
            print(f"  {one}")


if __name__ == "__main__":
    main()
