"""Values of requests that botocore refuses, and so has a type checker to: a test runs each."""

from datetime import date, time
from io import StringIO
from pathlib import Path

from botosmith_runtime.type_defs import BlobTypeDef, DoubleTypeDef, TimestampTypeDef

view: BlobTypeDef = memoryview(b"bytes")  # error: no bytes to botocore
number: BlobTypeDef = 1  # error: no bytes
nothing: BlobTypeDef = None  # error: no bytes
pieces: BlobTypeDef = [b"bytes"]  # error: no bytes
path: BlobTypeDef = Path("file")  # error: no file that is open
words: BlobTypeDef = StringIO("text")  # error: what it reads is no bytes

day: TimestampTypeDef = date(2020, 1, 1)  # error: no moment
hour: TimestampTypeDef = time(12)  # error: no moment
never: TimestampTypeDef = None  # error: no moment

digits: DoubleTypeDef = "1.5"  # error: text
imaginary: DoubleTypeDef = 1j  # error: not real
