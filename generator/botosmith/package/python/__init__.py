"""What all rooms share: files, templates and filters, imports, docstrings, where lines break."""
