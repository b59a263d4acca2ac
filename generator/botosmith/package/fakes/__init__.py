"""``fakes.py``, ``fake_types.py`` and ``samples.json``: the fake of a service, typed.

``faking`` works out what is printed: operations, their rules, and the errors that they can raise.
"""
