"""Types for the tables of boto3's DynamoDB resource, which takes and gives Python's own values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from typing_extensions import Self


class BinaryTypeDef(Protocol):
    """Bytes in an item: ``bytes``, or the ``boto3.dynamodb.types.Binary`` that a response has."""

    def __bytes__(self) -> Any: ...


class ConditionTypeDef(Protocol):
    """A condition of ``boto3.dynamodb.conditions``: ``Key("id").eq(5) & Key("at").gt(7)``."""

    def get_expression(self) -> Any: ...


TableAttributeValueTypeDef: TypeAlias = Union[  # noqa: UP007  # in quotes it refers to itself
    bool,
    str,
    int,
    Decimal,
    bytearray,
    BinaryTypeDef,
    AbstractSet[str],
    AbstractSet[int],
    AbstractSet[Decimal],
    AbstractSet[int | Decimal],
    AbstractSet[BinaryTypeDef],
    Sequence["TableAttributeValueTypeDef"],
    Mapping[str, "TableAttributeValueTypeDef"],
    None,
]
"""A value of an item. There is no ``float``: boto3 refuses it, and gives ``Decimal``."""

ConditionBaseImportTypeDef: TypeAlias = str | ConditionTypeDef
"""An expression as text, or a condition."""


class BatchWriter(Protocol):
    """What ``table.batch_writer()`` returns."""

    def put_item(self, Item: Mapping[str, TableAttributeValueTypeDef]) -> None:
        """Put an item when the group is full, or at the end of the ``with``."""

    def delete_item(self, Key: Mapping[str, TableAttributeValueTypeDef]) -> None:
        """Delete an item when the group is full, or at the end of the ``with``."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None: ...
