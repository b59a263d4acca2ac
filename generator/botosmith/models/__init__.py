"""A service's name in, its model out: found, read, and validated.

``load`` finds and reads, ``validation`` says what is wrong (by file, shape and member), ``extras``
reads ``botosmith-1.json``. Nothing here knows what is generated from a model.
"""
