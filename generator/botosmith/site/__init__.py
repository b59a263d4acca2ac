"""``ir.Service`` in, the files of its folder in the docs site out, as text by path: see ``render``.

``paths`` defines which pages there are. ``pages`` has the content and the template of each kind.
``home`` has the files above the services' folders.
"""
