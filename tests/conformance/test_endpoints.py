"""Endpoints of sessions that read models in parts, or from a pack: those of plain botocore.

Every service in every region, in every name that stands for regions and in some that nobody knows,
with FIPS and dual stack: ``tox -e endpoints``. A normal run takes a cross-section.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from aws_services import ALL
from botocore.config import Config
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import BotoCoreError
from botocore.session import Session
from botosmith.output.write import write
from botosmith.tools.packs import pack_files
from botosmith_runtime.loader import read_in_parts
from botosmith_runtime.packs import VARIABLE

EVERYTHING = bool(os.environ.get("BOTOSMITH_TESTS_ALL_ENDPOINTS"))
# Global services, dual stack, rule sets of every size, prefixes that differ from the name.
FEW = ["iam", "importexport", "s3", "s3control", "sts"]
SERVICES = ALL if EVERYTHING else FEW
UNKNOWN = ["mars", "us-nowhere-9", "cn-west-9", "us-isob-far-1", "fips-eu-west-1", "EU-WEST-1"]
KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
VARIANTS = [*product((False, True), repeat=2)]


def session(*, in_parts: bool) -> Any:
    made: Any = Session()
    if in_parts:
        read_in_parts(made)
    return made


@cache
def plain() -> Any:
    return session(in_parts=False)


@pytest.fixture(params=["parts", "pack"])
def ours(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str], Any]:
    """Makes a session for the clients of a service."""

    def make(service: str) -> Any:
        if request.param == "pack":
            write(pack_files([service]), tmp_path / "pack")
            monkeypatch.setenv(VARIABLE, str(tmp_path / "pack"))
        return session(in_parts=True)

    return make


@cache
def regions() -> list[str]:
    """All that has an endpoint anywhere; of services that stand for regions, too."""
    found: dict[str, None] = {}
    for partition in plain().get_data("endpoints")["partitions"]:
        found |= dict.fromkeys(partition["regions"])
        for service in partition["services"].values():
            found |= dict.fromkeys(service["endpoints"])
    return sorted(found) if EVERYTHING else sorted(found)[::7]


@cache
def real_regions() -> list[str]:
    partitions = plain().get_data("endpoints")["partitions"]
    found = sorted(region for partition in partitions for region in partition["regions"])
    return found if EVERYTHING else found[::9]


def outcome(give: Callable[[], Any]) -> Any:
    try:
        return give()
    except BotoCoreError as error:
        return type(error).__name__, str(error)


def same(service: str, one: Iterable[Any], other: Iterable[Any]) -> None:
    count = 0
    for expected, found in zip(one, other, strict=True):
        assert found == expected, service
        count += 1
    assert count > len(real_regions())


def constructed(made: Any, service: str) -> Iterator[Any]:
    """What the resolver says of a service, by its name and by the prefix of its hosts."""
    resolver = made._get_internal_component("endpoint_resolver")
    prefix = made.get_service_data(service)["metadata"]["endpointPrefix"]
    for name, region in product({service: 0, prefix: 0}, [*regions(), *UNKNOWN, None]):
        for fips, dual in VARIANTS:
            options = {"use_fips_endpoint": fips, "use_dualstack_endpoint": dual}
            given = (name, region, None, options)

            def construct(given: Any = given) -> Any:
                name, region, partition, options = given
                return resolver.construct_endpoint(name, region, partition, **options)

            yield given, outcome(construct)
    for partition in resolver.get_available_partitions():
        yield resolver.get_available_endpoints(prefix, partition, allow_non_regional=True)


def ruled(made: Any, service: str) -> Iterator[Any]:
    """What a rule set says, with and without an endpoint of the caller's."""
    loader = made.get_component("data_loader")
    rules = loader.load_service_model(service, "endpoint-rule-set-1")
    provider = EndpointProvider(rules, loader.load_data("partitions"))
    for region, endpoint in product([*regions(), *UNKNOWN], (None, "https://unit.example/")):
        for fips, dual in VARIANTS:
            given: dict[str, Any] = {"Region": region, "UseFIPS": fips, "UseDualStack": dual}
            if endpoint:
                given["Endpoint"] = endpoint
            if service.startswith("s3"):
                given |= {"Bucket": "my-bucket", "AccountId": "123456789012"}
            known = {name: given[name] for name in given if name in rules["parameters"]}
            yield known, outcome(partial(_resolved, provider, known))


def _resolved(provider: EndpointProvider, given: dict[str, Any]) -> Any:
    return provider.resolve_endpoint(**given)._asdict()


def described(made: Any, service: str) -> Iterator[Any]:
    """What real clients are set to."""
    variants: list[dict[str, Any]] = [
        {},
        {"use_fips_endpoint": True},
        {"use_dualstack_endpoint": True},
    ]
    for region, options in product([*real_regions(), *UNKNOWN], variants):
        given = {"region_name": region, "config": Config(**options), **KEYS}

        def describe(given: dict[str, Any] = given) -> Any:
            client = made.create_client(service, **given)
            meta, signer = client.meta, client._request_signer
            endpoint = meta.endpoint_url, meta.region_name, meta.partition
            signed = signer.signing_name, signer.region_name, signer.signature_version
            return endpoint, signed, meta.method_to_api_mapping

        yield region, options, outcome(describe)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("ask", [constructed, ruled, described])
def test_endpoints_are_those_of_botocore(
    service: str, ask: Callable[[Any, str], Iterator[Any]], ours: Callable[[str], Any]
) -> None:
    same(service, ask(plain(), service), ask(ours(service), service))
