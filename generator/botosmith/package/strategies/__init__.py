"""``strategies.py`` and ``shapes.json``: what Hypothesis draws requests and responses from."""
