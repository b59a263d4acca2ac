"""The models under models/: equal to botocore's where they came from there, and documented."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from own_models import SERVICES, Json, botocores, is_array, is_object, ours

MIGRATION = ("GetCatalogImportStatus", "ImportCatalogToGlue")


def structure(value: Any, *, names: bool = False) -> Any:
    """The value without documentation; `names` says that its keys are names of members."""
    if is_object(value):
        return {
            key: structure(child, names=key == "members" and not names)
            for key, child in value.items()
            if names or key != "documentation"
        }
    if is_array(value):
        return [structure(child) for child in value]
    return value


def reached(model: Json, operations: tuple[str, ...]) -> set[str]:
    """Names of the shapes that the operations lead to."""
    found: set[str] = set()

    def follow(value: Any) -> None:
        if is_object(value):
            name = value.get("shape")
            if isinstance(name, str) and name not in found:
                found.add(name)
                follow(model["shapes"][name])
            follow(list(value.values()))
        elif is_array(value):
            for child in value:
                follow(child)

    follow([model["operations"][name] for name in operations])
    return found


# --- equal to botocore -----------------------------------------------------------------


@pytest.mark.parametrize("shape", sorted(botocores("importexport", "service-2")["shapes"]))
def test_importexport_shape_equals_botocores(shape: str) -> None:
    expected = botocores("importexport", "service-2")["shapes"][shape]
    assert structure(ours("importexport", "service-2")["shapes"][shape]) == structure(expected)


@pytest.mark.parametrize("operation", sorted(botocores("importexport", "service-2")["operations"]))
def test_importexport_operation_equals_botocores(operation: str) -> None:
    expected = botocores("importexport", "service-2")["operations"][operation]
    assert structure(ours("importexport", "service-2")["operations"][operation]) == structure(
        expected
    )


def test_importexport_has_nothing_more_and_nothing_less() -> None:
    mine, expected = ours("importexport", "service-2"), botocores("importexport", "service-2")
    assert mine.keys() == expected.keys()
    assert mine["metadata"] == expected["metadata"]
    assert mine["operations"].keys() == expected["operations"].keys()
    assert mine["shapes"].keys() == expected["shapes"].keys()


@pytest.mark.parametrize(
    ("service", "origin", "file"),
    [
        ("importexport", "importexport", "paginators-1"),
        ("importexport", "importexport", "endpoint-rule-set-1"),
        ("glue-migration", "glue", "endpoint-rule-set-1"),
    ],
)
def test_file_equals_botocores(service: str, origin: str, file: str) -> None:
    assert ours(service, file) == botocores(origin, file)


@pytest.mark.parametrize("operation", MIGRATION)
def test_glue_migration_operation_equals_glues(operation: str) -> None:
    expected = botocores("glue", "service-2")["operations"][operation]
    assert structure(ours("glue-migration", "service-2")["operations"][operation]) == structure(
        expected
    )


@pytest.mark.parametrize("shape", sorted(reached(botocores("glue", "service-2"), MIGRATION)))
def test_glue_migration_shape_equals_glues(shape: str) -> None:
    expected = botocores("glue", "service-2")["shapes"][shape]
    assert structure(ours("glue-migration", "service-2")["shapes"][shape]) == structure(expected)


def test_glue_migration_has_nothing_more_and_nothing_less() -> None:
    mine, glue = ours("glue-migration", "service-2"), botocores("glue", "service-2")
    own = {"serviceFullName", "serviceId", "signingName", "uid"}
    assert mine["operations"].keys() == set(MIGRATION)
    assert mine["shapes"].keys() == reached(glue, MIGRATION)
    assert {key: value for key, value in mine["metadata"].items() if key not in own} == {
        key: value for key, value in glue["metadata"].items() if key not in own
    }


@pytest.mark.parametrize("service", SERVICES)
def test_every_shape_is_used(service: str) -> None:
    model = ours(service, "service-2")
    assert reached(model, tuple(model["operations"])) == model["shapes"].keys()


# --- documentation ---------------------------------------------------------------------


def documented() -> Iterator[tuple[str, str | None]]:
    """Every place that has to have documentation, and what it has."""
    for service in SERVICES:
        model = ours(service, "service-2")
        yield service, model.get("documentation")
        for kind in ("operations", "shapes"):
            for name, entry in model[kind].items():
                yield f"{service}.{name}", entry.get("documentation")
                for member, ref in entry.get("members", {}).items():
                    yield f"{service}.{name}.{member}", ref.get("documentation")


def plain(text: str) -> str:
    """Text without markup, case and punctuation, so that a copy cannot hide behind a tag."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower()))


def texts(value: Any) -> Iterator[str]:
    if is_object(value):
        for key, child in value.items():
            if key == "documentation" and isinstance(child, str):
                yield plain(child)
            else:
                yield from texts(child)
    elif is_array(value):
        for child in value:
            yield from texts(child)


def test_everything_is_documented() -> None:
    assert [place for place, text in documented() if not text or not plain(text)] == []


def test_documentation_is_our_own() -> None:
    theirs = {
        text for name in ("glue", "importexport") for text in texts(botocores(name, "service-2"))
    }
    assert [place for place, text in documented() if text and plain(text) in theirs] == []
