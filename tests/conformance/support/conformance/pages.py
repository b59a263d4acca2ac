"""Every paginator walked over two pages, each of which is sampled."""

from __future__ import annotations

from typing import Any

import jmespath
from botosmith import ir
from conformance.calls import Called, readable
from conformance.outcome import Log
from handled_members import same


def examine(called: Called, log: Log) -> None:
    """Report the paginators that do not give what the pages hold."""
    for paginator in called.service.paginators:
        with log.subject(paginator.name):
            for message in _walked(called, paginator):
                log.say(paginator.name, message)
        log.count("paginators")


def _walked(called: Called, paginator: ir.Paginator) -> list[str]:
    operation = called.operations[paginator.operation]
    model = called.client.get_paginator(paginator.method)
    config = model._paginator._pagination_cfg
    contents = [
        _page(sampler.response(operation.name), config, last=sampler is called.samplers[-1])
        for sampler in called.samplers
    ]
    tokens = _listed(config["input_token"])
    request = {
        name: value for name, value in called.request(operation).items() if name not in tokens
    }
    rule = called.rule(operation).pages(contents)
    pages = [readable(page) for page in model.paginate(**request)]
    keys = _listed(config["result_key"])
    found = [{key: jmespath.search(key, page) for key in keys} for page in pages]
    expected = [{key: jmespath.search(key, readable(page)) for key in keys} for page in contents]
    if not same(found, expected):
        return [f"gave {found}, where the pages hold {expected}"]
    if rule.call_count != len(contents):
        return [f"{rule.call_count} calls for {len(contents)} pages"]
    if not paginator.item:
        return []
    items = [
        readable(item) for item in getattr(called.client, f"iter_{paginator.method}")(**request)
    ]
    held = [item for page in expected for item in page[keys[0]] or ()]
    return [] if same(items, held) else [f"iter_{paginator.method} gave {items}, not {held}"]


def _page(content: dict[str, Any], config: dict[str, Any], *, last: bool) -> dict[str, Any]:
    """A sampled page, as one that another follows or that none does."""
    more: str | None = config.get("more_results")
    if more is not None:
        _put(content, more.split("."), not last)
    for expression in _listed(config["output_token"]):
        for alternative in expression.split(" || "):
            owner, _, member = alternative.rpartition(".")
            # Tokens inside items are told to be the last ones by `more_results` alone.
            if "[" not in alternative and (last or not owner):
                holder = jmespath.search(owner, content) if owner else content
                holder.pop(member, None)
    return content


def _put(content: Any, path: list[str], value: object) -> None:
    for name in path[:-1]:
        content = content[name]
    content[path[-1]] = value


def _listed(value: Any) -> list[str]:
    return [*value] if isinstance(value, list | tuple) else [value]
