"""boto3's resource models -> the IR: what ``boto3.resource`` has of a service.

boto3's own ``ResourceModel`` reads them, so that names are those of its classes. What boto3 adds in
code is in the service's facts (``builtIn.resources``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from botocore import xform_name
from botocore.model import ServiceModel
from botosmith_runtime.service_facts import built_in

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.added_methods import method
from botosmith.build.annotations import Annotator
from botosmith.build.pollers import WAITER_CONFIG
from botosmith.build.resource_types import ResourceTypes

_LISTED = re.compile(r"\[\*?\]")
_PARAMETER = re.compile(r"\w+")
_FILLED = ("identifier", "data", "string", "integer", "boolean")
"""The sources of parameters that boto3 fills in; ``input`` is left to the caller."""


class ResourceBuilder:
    """Works out the resources of one service."""

    def __init__(
        self,
        document: Mapping[str, Any],
        service: ServiceModel,
        client_class: str,
        operations: Mapping[str, ir.Operation],
        waiters: Iterable[ir.Waiter],
        added_methods: Iterable[ir.AddedMethod],
        shapes: Mapping[str, ir.Shape],
        annotator: Annotator,
        pages: Mapping[str, ir.TypedDictDef],
    ) -> None:
        """``document`` is boto3's resource model, ``pages`` the types of responses by name."""
        self._facts: Mapping[str, Any] = built_in(service.service_id, "resources") or {}
        self._service = service
        self._client_class = client_class
        self._operations = operations
        self._waiters = {waiter.name: waiter for waiter in waiters}
        self._added = {method.name: method for method in added_methods}
        self._shapes = shapes
        self._annotator = annotator
        self._types = ResourceTypes(shapes, annotator, pages, self._facts.get("values", {}))
        self._document = document

    def resources(self) -> ir.Resources:
        """All resources of the service, with the types that only they have."""
        model: Any = import_module("boto3.resources.model")  # most services need no boto3
        own: dict[str, Any] = self._document["resources"]
        of_service = model.ResourceModel(
            self._service.service_name, self._with_added("ServiceResource", self._service_part), own
        )
        found = [self._resource("ServiceResource", of_service)]
        found += [
            self._resource(name, model.ResourceModel(name, self._with_added(name, one), own))
            for name, one in sorted(own.items())
        ]
        return ir.Resources(
            meta_class=names.resource_meta(self._client_class),
            all=tuple(found),
            types=typed_dicts.in_order(self._types.definitions),
        )

    @property
    def _service_part(self) -> dict[str, Any]:
        part: dict[str, Any] = self._document["service"]
        return part

    def _with_added(self, name: str, definition: Mapping[str, Any]) -> dict[str, Any]:
        """The definition with the actions that boto3 adds in code, or replaces."""
        added = self._facts.get("actions", {}).get(name, {})
        return {**definition, "actions": {**definition.get("actions", {}), **added}}

    def _resource(self, name: str, model: Any) -> ir.Resource:
        shape = self._service.shape_for(model.shape) if model.shape else None
        model.load_rename_map(shape)
        methods = self._facts.get("methods", {}).get(name, {})
        loaded = self._facts.get("load", {}).get(name, "")
        return ir.Resource(
            name=name,
            class_name=names.resource_class(self._client_class, name),
            is_service=name == "ServiceResource",
            documentation=self._shapes[shape.name].documentation if shape else "",
            identifiers=tuple(
                ir.ResourceProperty(
                    name=one.name, annotation=self._identifier(model, one.name), documentation=""
                )
                for one in model.identifiers
            ),
            attributes=tuple(self._attributes(model, shape)) if shape else (),
            references=tuple(map(self._reference, _by_name(model.references))),
            collections=tuple(self._collection(name, one) for one in _by_name(model.collections)),
            sub_resources=tuple(map(self._sub_resource, _by_name(model.subresources))),
            actions=tuple(self._action(name, one) for one in _by_name(model.actions)),
            waiters=tuple(self._waiter(name, one) for one in _by_name(model.waiters)),
            added_methods=tuple(self._method(key, methods[key]) for key in sorted(methods)),
            loads=model.load.request.operation if model.load else loaded,
            reloads=model.load is not None,
        )

    def _identifier(self, model: Any, name: str) -> str:
        """The type of an identifier: text, if the requests that it fills in take no number."""
        requests = [one.request for one in (*model.actions, *model.collections)]
        for request in requests:
            shape = self._shapes[self._operations[request.operation].input]
            members = {member.name: self._shapes[member.shape] for member in shape.members}
            for one in request.params:
                if one.source == "identifier" and xform_name(one.name) == name:
                    kind = members[one.target].kind if one.target in members else "string"
                    return "int" if kind in ("integer", "long") else "str"
        return "str"

    def _sub_resource(self, sub_resource: Any) -> ir.SubResource:
        resource = sub_resource.resource
        given = [xform_name(one.target) for one in resource.identifiers if one.source == "input"]
        return ir.SubResource(
            name=sub_resource.name,
            resource=_private(resource.type),
            parameters=tuple((name, self._identifier(resource.model, name)) for name in given),
        )

    def _attributes(self, model: Any, shape: Any) -> Iterator[ir.ResourceProperty]:
        members = {member.name: member for member in self._shapes[shape.name].members}
        for name, (original, _) in model.get_attributes(shape).items():
            member = members[original]
            yield ir.ResourceProperty(
                name=name,
                annotation=self._annotator.member(member, "output"),
                documentation=member.documentation or self._shapes[member.shape].documentation,
            )

    def _reference(self, reference: Any) -> ir.ResourceProperty:
        made = _made(reference.resource)
        return ir.ResourceProperty(name=reference.name, annotation=made, documentation="")

    def _action(self, resource: str, action: Any) -> ir.ResourceAction:
        operation = self._operations[action.request.operation]
        filled = _filled(action.request.params)
        return ir.ResourceAction(
            name=action.name,
            operation=operation.name,
            request=self._types.request(
                operation, resource, names.capitalised_words(action.name), without=filled
            ),
            result=_made(action.resource)
            if action.resource
            else self._types.response(operation, resource),
            documentation=operation.documentation,
        )

    def _waiter(self, resource: str, waiter: Any) -> ir.ResourceAction:
        polled = self._waiters[waiter.waiter_name]
        return ir.ResourceAction(
            name=waiter.name,
            operation=polled.operation,
            request=self._types.request(
                self._operations[polled.operation],
                resource,
                names.capitalised_words(waiter.name),
                without=_filled(waiter.params),
                plus=(WAITER_CONFIG,),
            ),
            result="None",
            documentation=polled.documentation,
        )

    def _collection(self, resource: str, collection: Any) -> ir.Collection:
        operation = self._operations[collection.request.operation]
        class_name = names.collection_class(resource, collection.name)
        plain = frozenset(
            one.target
            for one in collection.request.params
            if one.source in _FILLED and _PARAMETER.fullmatch(one.target)
        )  # boto3 appends the caller's items to those in lists
        batch = [
            replace(action, result=f"list[{action.result}]")
            for action in (
                self._action(class_name, one)
                for one in _by_name(collection.resource.model.batch_actions)
            )
        ]
        return ir.Collection(
            name=collection.name,
            class_name=class_name,
            manager_class=names.collection_manager_class(resource, collection.name),
            resource=_private(collection.resource.type),
            operation=operation.name,
            filters=self._types.request(
                operation,
                resource,
                f"{names.capitalised_words(collection.name)}Filter",
                without=plain,
                optional=_filled(collection.request.params),
            ),
            batch_actions=tuple(batch),
        )

    def _method(self, name: str, stated: Any) -> ir.AddedMethod:
        """A method that boto3 adds: the client's without some parameters, or one of its own."""
        if isinstance(stated, list):
            whole = self._added[name]
            kept = tuple(one for one in whole.parameters if one.name not in stated)
            return replace(whole, parameters=kept)
        return method(name, stated)


def _by_name(found: Iterable[Any]) -> list[Any]:
    key: Callable[[Any], str] = lambda one: str(one.name)  # noqa: E731
    return sorted(found, key=key)


def _filled(parameters: Iterable[Any]) -> frozenset[str]:
    """The top-level parameters that boto3 fills in, wholly or in part."""
    roots = (re.match(r"\w+", one.target) for one in parameters if one.source in _FILLED)
    return frozenset(root.group() for root in roots if root)


def _made(resource: Any) -> str:
    """The type of the resource, or of the list of resources, that boto3 makes of a response."""
    listed = any(one.path and _LISTED.search(one.path) for one in resource.identifiers)
    made = _private(resource.type)
    return f"list[{made}]" if listed else made


def _private(resource: str) -> str:
    return f"_{resource}"
