"""A service's name in, its model out: found, read, and validated.

``load`` finds and reads it, ``validation`` finds its problems (by file, shape and member), and
``extras`` reads ``botosmith-1.json``. Nothing here knows what is generated from a model.
"""
