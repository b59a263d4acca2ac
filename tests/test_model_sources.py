"""Each sentence of the models under models/ has a source in ``documentation-sources.toml``.

The file has a table for each text of the model, by the file and the place in it. A table has the
sentences of the text, and for each its sources, as ``document: part``.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import tomllib
from botosmith.text import paragraphs, sentences
from own_models import MODELS, SERVICES, botocores, is_array, is_object, ours

FILES = ("service-2", "botosmith-1", "waiters-2", "examples-1")
TEXTS = ("documentation", "description")
ORIGINS = {"importexport": "importexport"}


@cache
def stated(service: str) -> dict[str, Any]:
    (path,) = MODELS.glob(f"{service}/*/documentation-sources.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts in a file of a model, each with its place."""
    for key, child in children(value):
        if isinstance(child, str):
            if key in TEXTS:
                yield place, child
            elif "comments" in place:
                yield (*place, key), child
        else:
            yield from texts(child, (*place, key))


def children(value: Any) -> Iterator[tuple[str, Any]]:
    """The values in an object or an array, each with its key; in an array, that is its name."""
    if is_object(value):
        yield from value.items()
    elif is_array(value):
        for index, child in enumerate(value):
            named = child if is_object(child) else {}
            yield str(named.get("name") or named.get("id") or index), child


def said(service: str) -> list[tuple[str, str, str]]:
    return [
        (f"{file}.json", ".".join(place) or "service", sentence)
        for file in FILES
        for place, text in texts(ours(service, file))
        for paragraph in paragraphs(text)
        for sentence in sentences(paragraph)
    ]


def sourced(service: str) -> dict[tuple[str, str, str], list[str]]:
    return {
        (file, place, sentence): sources
        for file, places in stated(service).items()
        if file != "documents"
        for place, entries in places.items()
        for sentence, sources in entries.items()
    }


def parts(service: str) -> list[tuple[str, str]]:
    """The documents and their parts that sources name."""
    named = (source for sources in sourced(service).values() for source in sources)
    return [(document, part) for document, _, part in (one.partition(": ") for one in named)]


def found(value: Any, path: str) -> Any:
    """What is at a dotted path, where a name can have dots itself; None if nothing is there."""
    if not path:
        return value
    for key, child in children(value):
        if path == key or path.startswith(f"{key}."):
            return found(child, path[len(key) + 1 :])
    return None


@pytest.mark.parametrize("service", SERVICES)
def test_each_sentence_has_a_source(service: str) -> None:
    sources = sourced(service)
    assert [sentence for sentence in said(service) if not sources.get(sentence)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_each_source_is_that_of_a_sentence(service: str) -> None:
    assert set(sourced(service)) - set(said(service)) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_sources_name_parts_of_the_documents(service: str) -> None:
    assert [(document, part) for document, part in parts(service) if not part] == []
    assert {document for document, _ in parts(service)} == set(stated(service)["documents"])


@pytest.mark.parametrize("service", SERVICES)
def test_what_the_model_is_the_source_of_is_in_it(service: str) -> None:
    named = {part.partition(" ")[::2] for document, part in parts(service) if document == "model"}
    assert named
    assert [one for one in named if found(ours(service, one[0]), one[1]) is None] == []


@pytest.mark.parametrize(("service", "origin"), ORIGINS.items())
def test_botocore_documents_what_it_is_the_source_of(service: str, origin: str) -> None:
    model = botocores(origin, "service-2")
    named = {part for document, part in parts(service) if document == "botocore"}
    assert named
    for part in named:
        documented = model if part == "service" else found(model, part)
        assert isinstance(documented, str) or "documentation" in documented, part
