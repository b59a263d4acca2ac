"""``client.py``: a method for each operation, and ``connect``; ``client.pyi``: their signatures.

The signatures of plain clients are in ``plain_client.pyi``: a program with ``boto3.client`` needs
no more, and type checkers have less to read.
"""

from botosmith.package.client.client import client, plain, plain_stub, stub
from botosmith.package.python.files import File

FILES = (
    File("{package}/client.py", client),
    File("{package}/client.pyi", stub),
    File("{package}/plain_client.py", plain),
    File("{package}/plain_client.pyi", plain_stub),
)
