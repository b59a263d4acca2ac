"""``errors.py``: a class for each modelled error."""

from botosmith.package.errors.errors import errors
from botosmith.package.python.files import File

FILES = (File("{package}/errors.py", errors),)
