"""``paginator.py`` and ``waiter.py``."""
