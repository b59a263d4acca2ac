"""``ir.Service`` in, the files of its Python package out, as text by path: see ``render``.

Each folder prints some modules of the package, and holds all that they need: templates, the names
that these are given, the filters that they use. ``python`` is what the folders share.
"""
