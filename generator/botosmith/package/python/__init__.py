"""Shared by the other folders: files, templates and filters, imports, docstrings, line breaks."""
