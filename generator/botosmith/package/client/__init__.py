"""``client.py``: a method for each operation, and ``connect``; ``client.pyi``: their signatures."""

from botosmith.package.client.client import client, stub
from botosmith.package.python.files import File

FILES = (
    File("{package}/client.py", client),
    File("{package}/client.pyi", stub),
)
