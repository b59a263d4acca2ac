"""The typing constructs that generated code needs and that Python 3.10 does not have.

Type checkers know ``typing_extensions`` without its being installed; the program itself should not
need it. On 3.10, where neither it nor the standard library has them, these stand-ins let the
modules load; ``__required_keys__`` then names every key.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import NotRequired as NotRequired
    from typing_extensions import Required as Required
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

__all__ = ("NotRequired", "Required", "Unpack")
