"""``type_defs.py``: a ``TypedDict`` for each structure, request and response."""
