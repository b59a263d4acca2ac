"""``checks.py``: a function for each structure, which says what is wrong with a value.

``checker`` chooses the functions, ``bodies`` writes their bodies, ``rules`` the rules they name.
"""

from botosmith.package.checks.checks import checks
from botosmith.package.python.files import File

FILES = (File("{package}/checks.py", checks),)
