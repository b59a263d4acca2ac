"""The names of types-boto3's packages, and what they are called in generated packages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from botosmith import ir, names
from botosmith.build.annotations import COMMON_TYPES
from botosmith.build.service import build
from botosmith.models.load import Library

PREFIXES = ("mypy_boto3_", "types_boto3_")
MODULES = ("client", "literals", "paginator", "service_resource", "type_defs", "waiter")
"""The modules that their packages and ours have."""

_CLIENT = re.compile(r"\w*Client")
_ADVICE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("literals", re.compile(r"\w*ServiceName|RegionName"), "str, which boto3 takes as well"),
    ("literals", re.compile(r"(Paginator|Waiter)Name"), "Literal, with the names that you use"),
    (
        "type_defs",
        re.compile(r"PolicyDocument\w*TypeDef"),
        "dict[str, Any]: botocore decodes a policy to a dict, whatever it holds",
    ),
    ("type_defs", re.compile(r"FileobjTypeDef"), "BinaryIO of typing"),
)
_TAGS = re.compile(r"(\w+?)(Create|Delete)TagsRequestTypeDef")
_SHORTER = (
    re.compile(r"(?:Extra)+(?=TypeDef$)"),
    re.compile(r"Paginator(?=TypeDef$)"),
    re.compile(r"(?<=Wait)(?:Extra)+(?=TypeDef$)"),
    re.compile(r"Request(?=TypeDef$)"),
    re.compile(r"Metadata(?=TypeDef$)"),
    re.compile(r"Output(?=TypeDef$)"),
    re.compile(r"Union(?=TypeDef$)"),
)
"""What the builder of types-boto3 adds to the name of a copy, of which there is one type here."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a name is to be imported from, and what it is called there."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to use instead of a name that generated packages do not have."""

    text: str


class PeerNames:
    """Answers for all services; a service is built when one of its names is first looked up."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._services = {one.replace("-", "_"): one for one in library.all_services()}
        self._known: dict[str, _Known] = {}

    def service(self, module: str) -> str | None:
        """The service of a module of theirs, such as ``mypy_boto3_s3.client``; None for others."""
        package = module.partition(".")[0]
        for prefix in PREFIXES:
            if package.startswith(prefix):
                return self._services.get(package.removeprefix(prefix).rstrip("_"))
        return None

    def find(self, module: str, name: str) -> Target | Advice:
        """What a name of a module of theirs is here. BotosmithError if the model is invalid."""
        package, _, inside = module.partition(".")
        service = self.service(module)
        if service is None:
            stem = package.partition("boto3_")[2]
            return Advice(f"botocore has no service {stem!r}, so that no package can have it")
        if not inside and name in MODULES:
            return Target(names.package_name(service), name)
        if service not in self._known:
            self._known[service] = _Known(build(self._library.load(service)))
        return self._known[service].find(inside, name)


class _Known:
    """What the package of one service has."""

    def __init__(self, service: ir.Service) -> None:
        self._service = service

    def find(self, inside: str, name: str) -> Target | Advice:
        if inside not in ("", *MODULES):
            return Advice("nothing: generated packages have no such module")
        if found := self._of_botocore(inside, name):
            return found
        for called in _candidates(name) if inside == "type_defs" else (name,):
            for module in (
                (inside,) if inside != "type_defs" else ("type_defs", "resource_type_defs")
            ):
                if (target := self._exported.get(module, {}).get(called)) is not None:
                    return target
        return Advice(self._advice(inside, name))

    def _of_botocore(self, inside: str, name: str) -> Target | None:
        if inside == "client" and name in ("BotocoreClientError", "ClientError"):
            return Target("botocore.exceptions", "ClientError")
        return None

    @cached_property
    def _exported(self) -> Mapping[str, Mapping[str, Target]]:
        service = self._service
        client = self._target("client", service.plain_class)
        exceptions = Target("botocore.errorfactory", "BaseClientExceptions")
        pollers = {
            "paginator": [one.class_name for one in service.paginators],
            "waiter": [one.class_name for one in service.waiters],
        }
        found = {
            "client": {service.class_name: client, "Exceptions": exceptions},
            "literals": self._all("literals", (one.name for one in service.literals)),
            "type_defs": self._all(
                "type_defs", [*COMMON_TYPES, *(one.name for one in service.types)]
            ),
            **{module: self._all(module, listed) for module, listed in pollers.items()},
        }
        top = self._target("", service.plain_class)
        found[""] = {
            "Client": top,
            service.class_name: top,
            **found["paginator"],
            **found["waiter"],
        }
        if service.resources is not None:
            found |= self._of_resources(service.resources)
            of_service = found["service_resource"][service.resources.service.class_name]
            found[""] |= {"ServiceResource": of_service, of_service.name: of_service}
        return found

    def _of_resources(self, resources: ir.Resources) -> dict[str, dict[str, Target]]:
        classes = [resources.meta_class, *(one.class_name for one in resources.all)]
        classes += [each.class_name for one in resources.all for each in one.collections]
        plain = ["ConditionBaseImportTypeDef", "TableAttributeValueTypeDef"]
        held = {word for one in resources.types for word in _words(one)}
        types = [one.name for one in resources.types] + [one for one in plain if one in held]
        return {
            "service_resource": self._all("service_resource", classes),
            "resource_type_defs": self._all("resource_type_defs", types),
        }

    def _all(self, module: str, listed: Iterable[str]) -> dict[str, Target]:
        return {name: self._target(module, name) for name in listed}

    def _target(self, module: str, name: str) -> Target:
        package = self._service.package
        return Target(f"{package}.{module}" if module else package, name)

    def _advice(self, inside: str, name: str) -> str:
        for module, pattern, advice in _ADVICE:
            if inside == module and pattern.fullmatch(name):
                return advice
        service = self._service
        of_resources = inside == "service_resource" or name.endswith("ServiceResource")
        if of_resources and service.resources is None:
            return f"a client: boto3 has no resources of {service.name}"
        if inside in ("", "client") and _CLIENT.fullmatch(name):
            return f"{service.plain_class} of {service.package}.client"
        from botosmith_runtime.wording import nearest

        known = tuple(self._exported.get(inside, {}))
        close = next(iter(nearest(name, known)), "")
        where = f"{service.package}.{inside}" if inside else service.package
        return f"{close} of {where}" if close else f"a type of your own: {where} has none like it"


def _candidates(name: str) -> Iterator[str]:
    """The name, and those of the type that it may be a copy of."""
    yield name
    if tags := _TAGS.fullmatch(name):  # as other requests of EC2's resources are called
        resource, verb = tags.groups()
        yield f"{verb}TagsRequest{resource}{verb}TagsTypeDef"
    for pattern in _SHORTER:
        shorter, count = pattern.subn("", name)
        if count:
            yield shorter
            yield from (one for one in _candidates(shorter) if one != shorter)


def _words(definition: ir.TypedDictDef | ir.AliasDef) -> Iterator[str]:
    if isinstance(definition, ir.TypedDictDef):
        for field in definition.fields:
            yield from re.findall(r"\w+", field.annotation)
