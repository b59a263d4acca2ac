"""``checks.py``: a function for each structure, which finds the violations in a value.

``checker`` chooses the functions, ``bodies`` writes their bodies, and ``rules`` the rules in them.
"""

from botosmith.package.checks.checks import checks
from botosmith.package.python.files import File

FILES = (File("{package}/checks.py", checks),)
