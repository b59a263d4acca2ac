"""``paginator.py`` and ``waiter.py``: a class for each paginator and each waiter."""

from botosmith.package.pollers.paginator import paginators
from botosmith.package.pollers.waiter import waiters
from botosmith.package.python.files import File

FILES = (
    File("{package}/paginator.py", paginators),
    File("{package}/waiter.py", waiters),
)
