"""``ir.Service`` in, the files of its Python package out, as text by path: see ``render``.

Each folder prints some files of the package, and has everything that these files need: their
templates, the templates' data and filters, and the modules of names that only these files import.
``render`` goes through the ``FILES`` of each folder. The folder ``python`` is shared by the others.
"""
