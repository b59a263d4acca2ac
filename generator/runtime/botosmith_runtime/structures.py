"""The functions that generated checks call for structures: for the type, members and union rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.documents import Converted as Converted
from botosmith_runtime.documents import Document, Json
from botosmith_runtime.findings import (
    DEEPEST,
    MOST_NESTED,
    RESPONSE,
    EnoughError,
    Found,
    Path,
)
from botosmith_runtime.plain_values import kind, plain_dict
from botosmith_runtime.rules import (
    Blob,
    Boolean,
    CheckRule,
    Integer,
    List,
    Map,
    Number,
    String,
    Timestamp,
)
from botosmith_runtime.wording import UnknownMember, kind_of, names, printable

if TYPE_CHECKING:
    from botosmith_runtime.violations import Check

# The rules of shapes that set no limits.
STRING = String()
INTEGER = Integer(minimum=-(2**31), maximum=2**31 - 1)
LONG = Integer(minimum=-(2**63), maximum=2**63 - 1)
NUMBER = Number()
BOOLEAN = Boolean()
BLOB = Blob()
TIMESTAMP = Timestamp()
LIST = List()
MAP = Map()
DOCUMENT = Document()
JSON = Json()
SECRET_BLOB = Blob(sensitive=True)
SECRET_DOCUMENT = Document(sensitive=True)

_STRUCTURE = CheckRule()


def as_dict(value: Any, found: Found, path: Path) -> dict[Any, Any] | None:
    """The members of a structure as a plain dict; None, and a violation, if it is not a dict."""
    if issubclass(kind(value), dict):
        return plain_dict(value)
    _STRUCTURE.mistyped(found, path, "a dict", value, kind_of(value))
    return None


def descend(check: Check, value: Any, found: Found, path: Path) -> None:
    """Check a recursive structure, within the limits of ``findings``."""
    if found.depth >= DEEPEST:
        found.append((path, "depth", f"at most {DEEPEST} levels", ""))
        return
    if found.nested >= MOST_NESTED:
        raise EnoughError(f"at most {MOST_NESTED:,} values in recursive structures")
    found.depth += 1
    found.nested += 1
    check(value, found, path)
    found.depth -= 1


def missing(found: Found, path: Path, member: str) -> None:
    """Add a violation: a required member is missing."""
    found.append(((path, member), "required", "a value: this member is required", ""))


def unknown(value: dict[Any, Any], found: Found, path: Path, members: tuple[str, ...]) -> None:
    """Add a violation for each member that the structure does not have."""
    listed = printable(", ".join(members[:12])) + (", ..." if len(members) > 12 else "")
    expected = f"one of the members {listed}" if members else "no member at all"
    for member in value:
        if member not in members and (path is not RESPONSE or member != "ResponseMetadata"):
            instead = UnknownMember.instead_of(member, expected, members)
            found.append(((path, member), "unknown", instead, ""))


def one_of(value: dict[Any, Any], found: Found, path: Path) -> None:
    """Add a violation: a union does not have exactly one member."""
    found.append((path, "union", "exactly one member", names(value)))


def present(
    value: dict[Any, Any], found: Found, path: Path, members: tuple[str, ...], expected: str
) -> None:
    """Add violations for missing members that a sibling's value requires."""
    for name in members:
        if name not in value:
            found.append(((path, name), "presence", expected, ""))


def absent(
    value: dict[Any, Any], found: Found, path: Path, members: tuple[str, ...], expected: str
) -> None:
    """Add violations for members that a sibling's value forbids."""
    for name in members:
        if name in value:
            found.append(((path, name), "presence", expected, ""))
