"""``client.py``: a method for each operation, and ``connect``."""

from botosmith.package.client.client import client
from botosmith.package.python.files import File

FILES = (File("{package}/client.py", client),)
