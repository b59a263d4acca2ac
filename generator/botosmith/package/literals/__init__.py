"""``literals.py``: a ``Literal`` for each enumeration, and for the names that methods take."""
