"""Programs that build ever more from what they have: reading them comes to an end.

Steps are counted, never seconds: how often a piece of code is read does not depend on the machine.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from botosmith.models.load import Library
from botosmith.tools.slice.flow.reading import Reading
from botosmith.tools.slice.source_code import Usage, usage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEAD = "import boto3, functools\nq = boto3.client('sqs')\n"
USE = "def use(c): c.send_message()\n"
ENDLESS = {
    "positional": "def walk(*path):\n use(path[0])\n walk(*path, 1)\nwalk(q)",
    "positional, in front": "def walk(*path):\n use(path[-1])\n walk(1, *path)\nwalk(q)",
    "keywords": "def walk(**path):\n use(path['c'])\n walk(**path, **{'d': path})\nwalk(c=q)",
    "containers": "def walk(path):\n use(path[0])\n walk([*path, path])\nwalk([q])",
    "nested containers": "def walk(path):\n use(path)\n walk([path])\nwalk(q)",
    "dicts": "def walk(path):\n use(path['c'])\n walk({**path, 'p': path})\nwalk({'c': q})",
    "two functions": (
        "def a(*path): b(*path, 1)\ndef b(*path):\n use(path[0])\n a(*path, *path)\na(q)"
    ),
    "a method": (
        "class A:\n def walk(self, *path):\n  use(path[0])\n  A().walk(*path, self)\nA().walk(q)"
    ),
    "instances": "class A:\n def __init__(self, *p): A(*p, self); use(p[0])\nA(q)",
    "closures": (
        "def walk(f):\n def inner(): return f\n use(f)\n walk(inner)\n return inner\nwalk(q)"
    ),
    "decorators": (
        "def around(f):\n def inner(*a): return f(*a, f)\n return around(inner)\n"
        "@around\ndef walk(*a): use(a[0])\nwalk(q)"
    ),
    "partials": "def walk(*a):\n use(a[0])\n functools.partial(walk, *a, 1)()\nwalk(q)",
    "partials of each other": (
        "def f(c): use(c)\na = functools.partial(f, q)\nb = functools.partial(a)\n"
        "a = functools.partial(b)\na()"
    ),
    "a partial of itself": "def walk(f):\n walk(functools.partial(f, 1))\nwalk(use)\nuse(q)",
    "classes that make each other": (
        "class A: pass\nclass B: pass\nA.__init__ = B\nB.__init__ = A\nA(1)\nuse(q)"
    ),
    "defaults that call each other": (
        "def f(): return q\ndef g(a=f()): return a\ndef f(a=g()): return a\nuse(f())"
    ),
    "inheritance in a circle": "class A: pass\nclass B(A): pass\nclass A(B): pass\nA().x\nuse(q)",
    "annotations": "def f(x: 'list[A]'):\n for y in x: f([y])\nclass A: pass\nuse(q)",
}
STARS = {
    "a/__init__.py": "from b import *\n",
    "b/__init__.py": "from a import *\nfrom b.c import *\n",
    "b/c.py": "import boto3\nfrom b import *\nq = boto3.client('sqs')\n",
    "app.py": "from a import *\nq.send_message()\nnowhere.list_queues\n",
}


def write(directory: Path, files: dict[str, str]) -> Path:
    for name, source in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(source, encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def read(path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> tuple[Usage, int]:
    """What a program calls, and how often one piece of code was read, at most."""
    made: list[Reading] = []
    run = Reading.run

    def kept(reading: Reading, *rest: object) -> None:
        made.append(reading)
        run(reading, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Reading, "run", kept)
        found = usage(path, library, "sqs")
    return found, max(made[0].heap.readings().values())


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_what_grows_comes_to_an_end(
    tmp_path: Path, library: Library, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"app.py": HEAD + USE + source})
    found, readings = read(tmp_path, library, monkeypatch)
    assert found.operations == {"sqs": {"SendMessage"}}
    assert not [one for one in found.undecided if "end" in one.reason]
    assert readings <= 30


def test_modules_that_take_all_names_of_each_other(tmp_path: Path, library: Library) -> None:
    found = usage(write(tmp_path, STARS), library)
    assert found.operations == {"sqs": {"SendMessage"}}
    assert not [one for one in found.undecided if "nested" in one.reason]


@pytest.mark.parametrize(
    ("file", "source"), [("pkg/__init__.py", ""), ("use.py", "import pkg.pandas\n")]
)
def test_an_absolute_import_is_not_of_a_nested_module(
    tmp_path: Path, library: Library, file: str, source: str
) -> None:
    files = {
        "pkg/pandas/__init__.py": "from pandas import *\nfrom pandas.frame import q\n",
        "pkg/pandas/frame.py": "import boto3\nfrom pandas import *\nq = boto3.client('sqs')\n",
        "pkg/app.py": "from .pandas import q\nfrom .pandas.frame import q as p\n"
        "p.send_message()\nq.list_queues()\n",
        file: source,
    }
    found = usage(write(tmp_path, files), library)
    assert found.operations == {"sqs": {"SendMessage"}}
    assert ["list_queues may be" in one.reason for one in found.undecided] == [True]


def test_what_is_given_up_is_named(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"app.py": HEAD + USE + "\ndef walk(*path): walk(*path, 1)\nwalk(use, q)"})
    monkeypatch.setattr("botosmith.tools.slice.flow.heap._MOST_READINGS", 3)
    given_up = {str(one) for one in usage(tmp_path, library, "sqs").undecided}
    place = f"{tmp_path / 'app.py'}:5"
    assert f"{place}: walk is not followed completely: its values keep growing" in given_up


def test_what_is_nested_too_deeply_is_named(tmp_path: Path, library: Library) -> None:
    deep = "x = q" + ".a()" * 700
    write(tmp_path, {"app.py": f"{HEAD}\n\ndef deep():\n {deep}\nq.send_message()\n"})
    found = usage(tmp_path, library, "sqs")
    assert found.operations == {"sqs": {"SendMessage"}}
    (undecided,) = found.undecided
    assert (undecided.line, undecided.reason[:32]) == (5, "deep is not read completely: nes")


def test_long_sums_and_choices_are_read(tmp_path: Path, library: Library) -> None:
    choices = "if a: pass\n" + "elif a: pass\n" * 1500 + "else: q.list_queues()\n"
    total = "x = " + "a + " * 1500 + "q.send_message()\n"
    found = usage(write(tmp_path, {"app.py": HEAD + choices + total}), library)
    assert found.operations == {"sqs": {"SendMessage", "ListQueues"}}
    assert found.undecided == set()


@pytest.mark.parametrize(
    "folder",
    ["env/lib/python3.11/site-packages", "anything/lib", "node_modules/a", "build/lib/app", ".git"],
)
def test_what_is_installed_or_built_is_passed_over(
    tmp_path: Path, library: Library, folder: str
) -> None:
    other = {
        "anything/pyvenv.cfg": "",
        f"{folder}/app.py": HEAD + "q.list_queues()",
        "app.py": HEAD + "q.send_message()",
        "build/app.py": HEAD + "q.get_queue_url()",
    }
    found = usage(write(tmp_path, other), library)
    assert found.operations == {"sqs": {"SendMessage", "GetQueueUrl"}}
    inside = usage(tmp_path / folder, library)
    assert inside.operations == {"sqs": {"ListQueues"}}


# --- programs that are made up ----------------------------------------------------------------

FUNCTIONS = ("f", "g", "h")
ATOMS = st.sampled_from(
    ["q", "x", "1", "A", "A()", "args", "options", "f", "g", "h", "A.f", "self.y", "args[0]"]
)


def built(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions that hold others."""
    forms = [
        "[{}, *{}]", "{{'k': {}, **{}}}", "functools.partial({}, *args, {})", "(lambda y: {})",
        "[y for y in {}]", "{}({}, *args, **options)", "f(*args, {}, k={})", "g(*{}, {})",
        "h(x, *args, y={})", "A({}, {}).m",
    ]  # fmt: skip
    return st.tuples(st.sampled_from(forms), inner, inner).map(lambda p: p[0].format(*p[1:]))


PLACES = st.recursive(ATOMS, built, max_leaves=4)
STATEMENTS = st.one_of(
    PLACES.map(lambda p: f"return {p}"),
    PLACES.map(lambda p: f"x = {p}"),
    PLACES.map(lambda p: f"{p}"),
    PLACES.map(lambda p: f"A.y = {p}"),
    PLACES.map(lambda p: f"x.y = {p}"),
    PLACES.map(lambda p: f"def inner(*args, x={p}, **options): return {p}"),
)
BODIES = st.lists(STATEMENTS, min_size=1, max_size=3)
STAR_IMPORTS = st.lists(st.sampled_from(["a", "b", "pkg.a", "pkg"]), max_size=3)


def program(bodies: list[list[str]], stars: list[str], *, decorated: bool) -> str:
    lines = [f"from {one} import *" for one in stars]
    for name, body in zip((*FUNCTIONS, "m"), bodies, strict=True):
        pad = " " if name == "m" else ""
        self = "self, " if name == "m" else ""
        if name == "m":
            lines += ["class A(B):"]
        elif decorated:
            lines += ["@f"]
        lines += [f"{pad}def {name}({self}x=None, *args, **options):"]
        lines += [f"{pad} {one}" for one in body]
    return HEAD + "\n".join([*lines, "B = A", "f(q)", "g(q, q)", "A(q).m(q)"])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BODIES, min_size=4, max_size=4), st.booleans(), STAR_IMPORTS, STAR_IMPORTS)
def test_every_program_comes_to_an_end(
    tmp_path_factory: pytest.TempPathFactory,
    bodies: list[list[str]],
    decorated: bool,
    stars: list[str],
    others: list[str],
) -> None:
    directory = write(
        tmp_path_factory.mktemp("made"),
        {
            "pkg/__init__.py": program(bodies, stars, decorated=decorated),
            "pkg/a.py": program(bodies, others, decorated=not decorated),
            "b.py": "".join(f"from {one} import *\n" for one in stars),
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        found, readings = read(directory, Library(), patch)
    assert not [one for one in found.undecided if "nested" in one.reason]
    assert readings < 100  # nothing was given up
