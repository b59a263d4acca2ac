"""``ir.Service`` in, the files of its Python package out, as text by path: see ``render``.

Each folder is a room, which prints some files of the package and holds all that they need: their
templates, what these are given, the filters that they use, where the names come from that only
they import. Its ``FILES`` are what ``render`` goes through. ``python`` is what the rooms share.
"""
