"""The typing constructs that generated code needs and that Python 3.10 or botocore does not have.

Type checkers know ``typing_extensions`` even if it is not installed, and the program itself should
not need it. If neither it nor the standard library has a construct, a replacement lets the modules
load. On Python 3.10, ``__required_keys__`` then names every key.
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
        """A subscriptable class; every event stream of botocore is an instance of it.

        botocore's own class is only generic in its type stubs.
        """

    EventStream.register(eventstream.EventStream)


__all__ = ("EventStream", "NotRequired", "ReadOnly", "Unpack")
