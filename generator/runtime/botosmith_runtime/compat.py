"""The typing constructs that generated code needs and that Python 3.10 or botocore does not have.

Type checkers know ``typing_extensions`` without its being installed; the program itself should not
need it. Where neither it nor the standard library has them, stand-ins let the modules load; on 3.10
``__required_keys__`` then names every key.
"""

from __future__ import annotations

import sys
from abc import ABC
from typing import TYPE_CHECKING, Generic, TypeVar

from botocore import eventstream

if TYPE_CHECKING:
    from botocore.eventstream import EventStream as EventStream
    from typing_extensions import NotRequired as NotRequired
    from typing_extensions import ReadOnly as ReadOnly
    from typing_extensions import Self as Self
    from typing_extensions import Unpack as Unpack
else:

    class _Transparent:
        """``NotRequired[X]`` is just ``X``."""

        def __class_getitem__(cls, item):
            return item

    if sys.version_info >= (3, 11):
        from typing import NotRequired, Unpack
    else:
        try:
            from typing_extensions import NotRequired, Unpack
        except ImportError:
            NotRequired = Unpack = _Transparent
    if sys.version_info >= (3, 13):
        from typing import ReadOnly
    else:
        ReadOnly = _Transparent


if not TYPE_CHECKING:
    _Event = TypeVar("_Event")

    class EventStream(ABC, Generic[_Event]):
        """What every stream of botocore's is an instance of, and what can be subscripted.

        botocore's own class is generic in its stubs alone.
        """

    EventStream.register(eventstream.EventStream)


__all__ = ("EventStream", "NotRequired", "ReadOnly", "Unpack")
