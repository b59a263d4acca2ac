"""``ir.Service`` in, the files of its folder in the docs site out, as text by path: see ``render``.

``paths`` says which pages there are, ``pages`` what each kind shows, with its template.
``home`` is what lies above the services' folders.
"""
