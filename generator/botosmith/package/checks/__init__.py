"""``checks.py``: a function for each structure, which says what is wrong with a value.

``checker`` chooses the functions, ``lines`` writes their bodies, ``rules`` the rules they name.
"""
