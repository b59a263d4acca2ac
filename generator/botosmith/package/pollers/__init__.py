"""``paginator.py``, ``waiter.py`` and their stubs: a class for each paginator and each waiter."""

from botosmith.package.pollers import paginator, waiter
from botosmith.package.python.files import File

FILES = (
    File("{package}/paginator.py", paginator.paginators),
    File("{package}/paginator.pyi", paginator.stub),
    File("{package}/waiter.py", waiter.waiters),
    File("{package}/waiter.pyi", waiter.stub),
)
