"""``client.py``: a method for each operation, and ``connect``."""
