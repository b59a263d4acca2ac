"""Values of requests that botocore takes, and so has a type checker to: a test runs each."""

from datetime import datetime, timezone
from decimal import Decimal
from gzip import GzipFile
from io import BytesIO

from botocore.response import StreamingBody
from botosmith_runtime.type_defs import (
    BlobTypeDef,
    DoubleTypeDef,
    PaginatorConfigTypeDef,
    TimestampTypeDef,
)


class Source:
    """Whatever can be read."""

    def read(self, size: int = -1, /) -> bytes:
        return b"x" * size


text: BlobTypeDef = "text"
plain: BlobTypeDef = b"bytes"
array: BlobTypeDef = bytearray(b"bytes")
memory: BlobTypeDef = BytesIO(b"bytes")
zipped: BlobTypeDef = GzipFile(fileobj=BytesIO())
body: BlobTypeDef = StreamingBody(BytesIO(), 0)
own: BlobTypeDef = Source()

moment: TimestampTypeDef = datetime.now(timezone.utc)
iso: TimestampTypeDef = "2020-01-01T00:00:00Z"
seconds: TimestampTypeDef = 1_600_000_000
fraction: TimestampTypeDef = 1_600_000_000.5
exact: TimestampTypeDef = Decimal("1600000000.5")

floating: DoubleTypeDef = 1.5
whole: DoubleTypeDef = 1
decimal: DoubleTypeDef = Decimal("1.5")

first_page: PaginatorConfigTypeDef = {"StartingToken": None, "MaxItems": None, "PageSize": None}
