"""The typing constructs that generated code needs and that Python 3.10 or botocore does not have.

Type checkers know ``typing_extensions`` without its being installed; the program itself should not
need it. On 3.10, where neither it nor the standard library has them, these stand-ins let the
modules load; ``__required_keys__`` then names every key.
"""

from __future__ import annotations

import sys
from abc import ABC
from typing import TYPE_CHECKING, Generic, TypeVar

from botocore import eventstream

if TYPE_CHECKING:
    from botocore.eventstream import EventStream as EventStream
    from typing_extensions import NotRequired as NotRequired
    from typing_extensions import Required as Required
    from typing_extensions import Self as Self
    from typing_extensions import Unpack as Unpack
elif sys.version_info >= (3, 11):
    from typing import NotRequired, Required, Unpack
else:
    try:
        from typing_extensions import NotRequired, Required, Unpack
    except ImportError:

        class _Transparent:
            """``NotRequired[X]`` is just ``X``."""

            def __class_getitem__(cls, item):
                return item

        NotRequired = Required = Unpack = _Transparent


if not TYPE_CHECKING:
    _Event = TypeVar("_Event")

    class EventStream(ABC, Generic[_Event]):
        """What every stream of botocore's is an instance of, and what can be subscripted.

        botocore's own class is generic in its stubs alone.
        """

    EventStream.register(eventstream.EventStream)


__all__ = ("EventStream", "NotRequired", "Required", "Unpack")
