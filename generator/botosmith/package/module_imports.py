"""What each generated module imports: the names that its annotations use, and from where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from botosmith import ir, names
from botosmith.build.annotations import COMMON_TYPES
from botosmith.package.checks.checker import StructureCheck
from botosmith.package.fakes.faking import Faking
from botosmith.package.python import imports

_OF_TRANSFERS = {"CopySource", "Readable", "TransferConfig", "Writable"}
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def client_imports(service: ir.Service) -> str:
    """The imports of ``client.py``."""
    authentication = service.authentication
    pollers = (service.paginators, service.waiters)
    items = [paginator.item for paginator in service.paginators if paginator.item]
    needs_overload = any(len(group) > 1 for group in pollers)
    added = _words(
        annotation
        for method in service.added_methods
        for annotation in (method.type, *(given.annotation for given in method.parameters))
    )
    named = _sources(
        _words(
            [operation.request for operation in service.operations]
            + [operation.response for operation in service.operations]
            + [paginator.request for paginator in service.paginators if paginator.item]
            + items
        ),
        service,
    )
    return imports.block(
        {
            "pathlib": ["Path"],
            "typing": [
                "TYPE_CHECKING",
                *(["Literal"] if any(pollers) else []),
                *(["Any", "overload"] if needs_overload else []),
            ],
            "botosmith_runtime.client": ["Client"],
            "botosmith_runtime.credentials": ["Cookie"] if authentication.cookie else [],
            "botosmith_runtime.errors": ["ServiceExceptions"],
            "botosmith_runtime.service": ["Service"],
            ".": ["errors"] if service.errors else [],
        },
        type_checking={
            **named,
            "collections.abc": [
                *named["collections.abc"],
                *(["Iterator"] if items else []),
                *(["Callable"] if authentication.bearer else []),
                *(["Mapping"] if service.operations else []),
                *(added & {"Callable"}),
            ],
            "os": added & {"PathLike"},
            "typing": [
                *(name for name in named["typing"] if name != "Any"),
                *(["Any"] if service.operations and not needs_overload else []),
            ],
            "botocore.client": added & {"BaseClient"},
            "botocore.session": ["Session"],
            "botosmith_runtime.compat": ["Unpack"],
            "botosmith_runtime.service": ["Boto3Session", authentication.options],
            "botosmith_runtime.transfers": added & _OF_TRANSFERS,
            ".literals": [
                *named[".literals"],
                *([names.CLIENT_METHOD_LITERAL] if service.operations else []),
            ],
            ".paginator": [paginator.class_name for paginator in service.paginators],
            ".waiter": [waiter.class_name for waiter in service.waiters],
        },
    )


def check_imports(used: set[str], structures: Iterable[StructureCheck], *, public: bool) -> str:
    """The imports of ``checks.py``; ``used`` are the runtime's names that its functions call.

    ``public`` says that it has functions for users: there may be checks of errors alone.
    """
    lines = {line for structure in structures for line in structure.lines}
    classes = {"Blob", "Boolean", "Integer", "List", "Map", "Number", "String", "Timestamp"}
    steps = {"Masked", "RESPONSE"}
    return imports.block(
        {
            "datetime": ["datetime"] if any("is not datetime" in line for line in lines) else [],
            "typing": ["TYPE_CHECKING", *(["Any"] if lines else [])],
            "botosmith_runtime.findings": used & steps,
            "botosmith_runtime.rules": [*(["kind"] if lines else []), *(used & classes)],
            "botosmith_runtime.structures": used - classes - steps,
            "botosmith_runtime.violations": ["check"] if public else [],
        },
        type_checking={
            "botosmith_runtime.findings": ["Found", "Path"] if lines else [],
            "botosmith_runtime.violations": ["Check", *(["Violation"] if public else [])],
        },
    )


def fake_imports(service: ir.Service, fake: Faking) -> str:
    """The imports of ``fakes.py``."""
    operations = fake.operations
    fielded = [errors for operation in operations for errors in operation.fielded]
    with_fields = bool(fielded)
    raised = {name for operation in operations for name in operation.raised}
    requests = [operation.operation.request for operation in operations]
    types = {
        name
        for operation in operations
        for name in (operation.conditions, operation.answer, operation.overrides)
        if name
    }
    types |= raised
    types |= {name for errors in fielded for name in (errors.fields, *errors.types)}
    shared = {"BareStatus", "EmptyAnswer"}
    any_is_used = with_fields or not all(requests)
    return imports.block(
        {
            "typing": [
                *(["TYPE_CHECKING"] if operations else []),
                *(["Any", "overload"] if with_fields else []),
            ],
            "botosmith_runtime.fakes": [
                *("ABSENT", "ANY", "Fake", "error"),
                *(["Rule"] if operations else []),
                *(["Raises"] if not all(o.fielded for o in operations) else []),
                *(["Pages"] if any(o.paginated for o in operations) else []),
            ],
            ".client": [service.class_name],
        },
        type_checking={
            "typing": [
                *(["Any"] if any_is_used and not with_fields else []),
                *(["Literal"] if with_fields else []),
                *(["NoReturn"] if any(not o.raised and not o.fielded for o in operations) else []),
            ],
            "botosmith_runtime.compat": ["Self", "Unpack"] if operations else [],
            "botosmith_runtime.error_codes": types & {"BareStatus"},
            "botosmith_runtime.errors": ["ServiceError"] if with_fields else [],
            "botosmith_runtime.fakes.types": [
                *(types & {"EmptyAnswer"}),
                *(["HTTPFailure"] if with_fields else []),
            ],
            ".": ["errors"] if any(not errors.types for errors in fielded) else [],
            ".fake_types": types - shared,
            ".type_defs": [name for name in requests if name],
        },
    )


def fake_type_imports(service: ir.Service, fake: Faking) -> str:
    """The imports of ``fake_types.py``."""
    unions = [alias for alias in fake.aliases if isinstance(alias, ir.AliasDef)]
    by_class = any("OrClass" in one for union in unions for one in union.alternatives)
    fields = [field for definition in fake.types for field in definition.fields]
    words = _words(field.annotation for field in fields)
    sources = _sources(words, service)
    sources["typing"] = [
        *sources["typing"],
        *(["TypedDict"] if fake.types else []),
        *(["Literal"] if len(unions) < len(fake.aliases) else []),
        *(["Union"] if unions else []),
    ]
    sources["botosmith_runtime.compat"] = [
        *sources["botosmith_runtime.compat"],
        *(["NotRequired"] if any(not field.required for field in fields) else []),
    ]
    sources["botosmith_runtime.fakes"] = ["Matching"] if "Matching" in words else []
    sources["botosmith_runtime.fakes.types"] = ["ErrorOrClass"] if by_class else []
    sources["."] = ["errors"] if unions else []
    return imports.block(sources)


def paginator_imports(paginators: tuple[ir.Paginator, ...]) -> str:
    """The imports of ``paginator.py``."""
    types = [paginator.request for paginator in paginators]
    types += [paginator.page for paginator in paginators]
    return imports.block(
        {
            "typing": ["TYPE_CHECKING"] if paginators else [],
            "botosmith_runtime.pollers": ["Paginator"],
        },
        type_checking=_with_unpack(types, {"botocore.paginate": ["PageIterator"]}),
    )


def waiter_imports(waiters: tuple[ir.Waiter, ...]) -> str:
    """The imports of ``waiter.py``."""
    return imports.block(
        {
            "typing": ["TYPE_CHECKING"] if waiters else [],
            "botosmith_runtime.pollers": ["Waiter"],
        },
        type_checking=_with_unpack([waiter.request for waiter in waiters], {}),
    )


def _with_unpack(types: list[str], more: imports.Imports) -> imports.Imports | None:
    if not types:
        return None
    return {**more, "botosmith_runtime.compat": ["Unpack"], ".type_defs": types}


def error_imports(service: ir.Service) -> str:
    """The imports of ``errors.py``."""
    words = _words(field.annotation for error in service.errors for field in error.fields)
    guarded = _sources(words, service)
    return imports.block(
        {
            "typing": ["TYPE_CHECKING"] if any(guarded.values()) else [],
            "botosmith_runtime.errors": ["ServiceError"],
        },
        type_checking=guarded,
    )


def strategy_imports(service: ir.Service) -> str:
    """The imports of ``strategies.py``."""
    types = {name for o in service.operations for name in (o.request, o.response) if name}
    return imports.block(
        {
            "typing": ["TYPE_CHECKING"] if types else [],
            "botosmith_runtime.strategies": ["Strategies"],
        },
        type_checking={
            "hypothesis.strategies": ["SearchStrategy"] if types else [],
            ".type_defs": types,
        },
    )


def type_imports(service: ir.Service) -> str:
    """The imports of ``type_defs.py``."""
    annotations = [
        field.annotation
        for definition in service.types
        if isinstance(definition, ir.TypedDictDef)
        for field in definition.fields
    ]
    dicts = [d for d in service.types if isinstance(d, ir.TypedDictDef)]
    words = _words(annotations)
    sources = _sources(words, service)
    del sources[".type_defs"]
    sources["typing"] = [
        *sources["typing"],
        *(["TypedDict"] if dicts else []),
        *(["final"] if any(d.final for d in dicts) else []),
        *(["Union"] if len(dicts) < len(service.types) else []),
    ]
    if any(not field.required for d in dicts for field in d.fields):
        sources["botosmith_runtime.compat"] = [*sources["botosmith_runtime.compat"], "NotRequired"]
    sources["botosmith_runtime.type_defs"] = sorted(COMMON_TYPES)
    return imports.block(sources)


def _sources(words: set[str], service: ir.Service) -> dict[str, list[str]]:
    """Where the names that annotations use come from."""
    return {
        "collections.abc": sorted(words & {"Iterable", "Mapping", "Sequence"}),
        "datetime": sorted(words & {"datetime"}),
        "typing": sorted(words & {"Any", "Union"}),
        "botocore.response": sorted(words & {"StreamingBody"}),
        "botosmith_runtime.compat": sorted(words & {"EventStream", "ReadOnly"}),
        ".literals": sorted(words & {literal.name for literal in service.literals}),
        ".type_defs": sorted(words & ({d.name for d in service.types} | COMMON_TYPES)),
    }


def _words(annotations: Iterable[str]) -> set[str]:
    return {word for annotation in set(annotations) for word in _IDENTIFIER.findall(annotation)}
