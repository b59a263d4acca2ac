"""``literals.py``: a ``Literal`` for each enumeration, and for the names that methods take."""

from botosmith.package.literals.literals import literals
from botosmith.package.python.files import File

FILES = (File("{package}/literals.py", literals),)
