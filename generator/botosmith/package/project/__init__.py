"""What makes the modules a project: ``pyproject.toml``, ``README.md``, ``__init__.py``."""
