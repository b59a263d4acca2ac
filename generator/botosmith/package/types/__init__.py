"""``type_defs.py``: a ``TypedDict`` for each structure, request and response; and its stub."""

from botosmith.package.python.files import File
from botosmith.package.types.type_defs import stub, type_defs

FILES = (
    File("{package}/type_defs.py", type_defs),
    File("{package}/type_defs.pyi", stub),
)
