"""``errors.py`` and its stub: a class for each modelled error."""

from botosmith.package.errors.errors import errors, stub
from botosmith.package.python.files import File

FILES = (
    File("{package}/errors.py", errors),
    File("{package}/errors.pyi", stub),
)
