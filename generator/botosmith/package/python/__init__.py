"""What the templates of all modules share: docstrings, literals, imports, where lines break."""
