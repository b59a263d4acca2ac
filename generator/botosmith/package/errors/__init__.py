"""``errors.py``: a class for each modelled error."""
