"""The tiny model without a finding of the linter's, and patches that give it one."""

from __future__ import annotations

from pathlib import Path

from botosmith.models.load import Model
from tiny_model import TINY, Json, merged

Patches = dict[str, Json]
TEXT = "<p>Says what it is.</p>"


def documented() -> Patches:
    """The tiny model without a finding."""
    shapes = TINY["service-2"]["shapes"]
    service = {
        "operations": {name: {"documentation": TEXT} for name in TINY["service-2"]["operations"]},
        "shapes": {name: {"documentation": TEXT} for name in shapes},
    }
    return {**TINY, "service-2": merged(TINY["service-2"], service)}


CLEAN = documented()


def model(patches: Patches) -> Model:
    stems = dict.fromkeys([*CLEAN, *patches])
    documents = {stem: merged(CLEAN.get(stem, {}), patches.get(stem, {})) for stem in stems}
    directory = Path("models", "tiny", "2020-01-01")
    return Model(
        service="tiny", api_version="2020-01-01", directory=directory, documents=documents, files={}
    )


def shapes(**patch: Json | None) -> Patches:
    return {"service-2": {"shapes": patch}}


def members(name: str, patch: Json) -> Patches:
    return shapes(**{name: {"members": patch}})


def operation(**patch: object) -> Patches:
    return {"service-2": {"operations": {"GetJob": patch}}}


def paginator(**patch: object) -> Patches:
    return {"paginators-1": {"pagination": {"ListJobs": patch}}}


def acceptor(**patch: object) -> Patches:
    full = {"state": "success", "matcher": "path", "argument": "State", "expected": "done"}
    return {"waiters-2": {"waiters": {"JobDone": {"acceptors": [{**full, **patch}]}}}}


COOKIE: Json = {"cookie": {"name": "c", "peerMember": "Id"}}


def stated(authentication: Json, patches: Patches) -> Patches:
    """A service outside AWS, whose metadata asks for what it states unless ``patches`` say so."""
    scheme = "bearer" if "bearer" in authentication else None
    metadata = {"service-2": {"metadata": {"signatureVersion": scheme}}}
    endpoint = {"required": True, "region": "local"}
    extras = {"botosmith-1": {"endpoint": endpoint, "authentication": authentication}}
    return merged(merged(metadata, extras), patches)


def signing_rules(scheme: str) -> Json:
    """A rule set of endpoints with one rule, which asks for a signature."""
    endpoint = {
        "url": "https://unit.example",
        "properties": {"authSchemes": [{"name": scheme, "signingName": "tiny"}]},
        "headers": {},
    }
    rule: Json = {"conditions": [], "endpoint": endpoint, "type": "endpoint"}
    return {"version": "1.0", "parameters": {}, "rules": [rule]}


def text(**traits: object) -> Json:
    return {"type": "string", "documentation": TEXT, **traits}
