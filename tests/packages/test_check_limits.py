"""Values that are made to break a check: it finds them wrong or right, and comes to an end.

The checks are those of a model with every rule, which the generator's tests keep as a golden.
"""

import io
import sys
from collections import OrderedDict, UserDict, UserList
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import MagicMock

import pytest
from botosmith_runtime.violations import Violation, check

EVERY_RULE = Path(__file__).parents[1] / "generator/goldens/every-rule/expected/checks.py"

MODULE: dict[str, Any] = {"__name__": "every_rule"}
exec(compile(EVERY_RULE.read_bytes(), EVERY_RULE, "exec"), MODULE)
REQUEST = MODULE["REQUESTS"]["Try"]


def found(**members: Any) -> list[Violation]:
    violations = check(REQUEST, {"Id": "", **members})
    assert all(len(one.message) < 1000 for one in violations)
    return violations


def rules(**members: Any) -> list[tuple[str, str]]:
    return [(one.path, one.rule) for one in found(**members)]


def fail(*_: Any) -> Any:
    raise RuntimeError("hunter2")


def raising(base: Any = object) -> Any:
    """A class that raises whatever is asked of its instances."""
    asked = (
        "len iter next repr str format bool getattr float int index complex eq lt gt le ge "
        "contains getitem buffer bytes sizeof reversed enter call add sub neg abs"
    )
    names = [f"__{name}__" for name in asked.split()]
    names += ["isidentifier", "items", "keys", "get", "encode", "isoformat"]
    members = {**dict.fromkeys(names, fail), "__class__": property(fail)}
    return type("Evil", (base,), {**members, "__hash__": base.__hash__})


class Evil(raising()):  # type: ignore[misc]
    """Takes the place of a member's name in a dict, and raises when they are compared."""

    def __hash__(self) -> int:
        return hash("Id")


MEMBERS = (
    "Any", "Sized", "Code", "Color", "Refined", "Count", "Long", "Share", "Flag", "When", "Bytes",
    "Texts", "Gaps", "ByColor", "Grid", "Either", "Tree", "Document", "Header", "Pin", "Account",
    "Vault", "Keyed",
)  # fmt: skip


@pytest.mark.parametrize("member", MEMBERS)
def test_an_object_that_raises_whatever_is_asked(member: str) -> None:
    for value in (Evil(), object, type("X" * 10**6, (), {})()):
        (violation,) = found(**{member: value})
        assert violation.path == member
        assert violation.rule == "type"
    (violation,) = found(**{member: MagicMock(spec={"Any": str, "Tree": dict}.get(member, list))})
    assert violation.rule == "type"


def test_keys_that_raise() -> None:
    for payload in ({"Holes": {Evil(): 1}}, {"Tree": {"Name": "", Evil(): 1}}):
        assert found(**payload)
    (violation,) = check(REQUEST, {Evil(): ""})
    assert (violation.path, violation.rule) == ("", "type")
    assert "one raised RuntimeError" in violation.message
    assert "hunter2" not in violation.message


def test_subclasses_are_what_they_inherit_from_whatever_they_override() -> None:
    text, number, items, entries = raising(str), raising(int), raising(list), raising(dict)
    assert rules(Any=text("x"), Sized=text("ab"), Count=number(5), Share=raising(float)(0.5)) == []
    assert rules(Texts=items(["ab"]), ByColor=entries(red=1), Tree=entries(Name="")) == []
    assert rules(Texts=raising(tuple)(["ab"]), Bytes=raising(bytes)(b"ab"), When=number(5)) == []
    assert rules(Sized=text("x"), Count=number(0), Color=text("mauve")) == [
        ("Sized", "length"),
        ("Color", "enum"),
        ("Count", "range"),
    ]
    assert rules(Texts=items(["x"]), ByColor=entries(red=0), Bytes=raising(bytearray)(b"")) == [
        ("Bytes", "length"),
        ("Texts[0]", "length"),
        ("ByColor.red", "range"),
    ]
    assert rules(Holes={text("a b"): "x"}, Any=items(), Flag=number(1)) == [
        ("Any", "type"),
        ("Flag", "type"),
        ('Holes."a b"', "type"),
    ]


def test_what_looks_like_something_else() -> None:
    for mapping in (MappingProxyType({"Name": ""}), UserDict(Name=""), [("Name", "")]):
        assert rules(Tree=mapping) == [("Tree", "type")]
    assert rules(Tree=OrderedDict(Name="")) == []
    for items in (UserList(["ab"]), iter(["ab"]), {"ab": 1}.keys(), (_ for _ in "a"), range(2)):
        assert rules(Texts=items) == [("Texts", "type")]
    for blob in (io.BytesIO(), io.StringIO("x"), MagicMock()):
        assert rules(Bytes=blob) == []
    for other in (memoryview(b"ab"), [1], 5, "\ud800"):
        assert rules(Bytes=other) == [("Bytes", "type")]
    assert rules(Any="\ud800", Sized="\ud800\udfff", Holes={"\ud800": 1}) == []


def test_huge_values() -> None:
    assert found(Gaps=["ab"] * 100_000) == []
    violations = found(Gaps=["x"] * 100_000)
    assert [one.path for one in violations[998:]] == ["Gaps[998]", "Gaps[999]", ""]
    assert violations[-1].message == (
        "the payload: limit: expected fewer than 1,000 violations; what follows was not checked"
    )
    long = "x" * 10**7
    assert rules(When=long, Count=10**100_000, Code=long, **{long: 1})[:3] == [
        ("Code", "length"),
        ("Count", "range"),
        ("When", "type"),
    ]
    assert rules(Holes=dict.fromkeys(map(str, range(100_000)), 1)) == []


@pytest.fixture(params=[1_000, 1_000_000])
def recursion_limit(request: pytest.FixtureRequest) -> Any:
    """Python's own, and one with which C code runs out of stack before it is reached."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(request.param)
    yield request.param
    sys.setrecursionlimit(limit)


def nested(depth: int, wrap: Callable[[Any], Any], value: Any) -> Any:
    for _ in range(depth):
        value = wrap(value)
    return value


WRAPS: dict[str, Callable[[Any], Any]] = {
    "member": lambda tree: {"Name": "", "Only": tree},
    "list": lambda tree: {"Name": "", "Branches": [tree]},
    "map": lambda tree: {"Name": "", "Named": {"x": tree}},
}


@pytest.mark.usefixtures("recursion_limit")
@pytest.mark.parametrize("wrap", WRAPS)
def test_structures_in_structures(wrap: str) -> None:
    assert found(Tree=nested(150, WRAPS[wrap], {"Name": ""})) == []
    endless: dict[str, Any] = {"Name": ""}
    endless.update(WRAPS[wrap](endless))
    for tree in (nested(100_000, WRAPS[wrap], {"Name": ""}), endless):
        (violation,) = found(Tree=tree)
        assert violation.rule == "depth"
        assert violation.path.startswith("Tree.")
        assert violation.message.endswith("depth: expected at most 200 levels")


@pytest.mark.usefixtures("recursion_limit")
@pytest.mark.parametrize("member", ["Document", "Header"])
def test_documents_in_documents(member: str) -> None:
    assert found(**{member: nested(75, lambda inner: {"x": [inner]}, None)}) == []
    endless: list[Any] = []
    endless.append({"x": endless})
    for value in (nested(100_000, lambda inner: [inner], 1), endless):
        assert [one.rule for one in found(**{member: value})] == ["depth"]


def test_values_that_are_shared_over_and_over() -> None:
    """Sixty levels, two references each: written out, more than there are atoms in a drop."""
    tree = nested(60, lambda tree: {"Name": "", "Branches": [tree, tree]}, {"Name": ""})
    assert rules(Tree=tree) == [("", "limit")]
    document = nested(60, lambda inner: [inner, inner], "x")
    assert [rule for _, rule in rules(Document=document, Header=document)] == ["limit", "limit"]
    shared = ["x"] * 1000
    assert rules(Document=[shared] * 1000, Header=[shared] * 1000) == []
