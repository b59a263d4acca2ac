"""The payload checker of operation pages: its rules as data (``rules``), its scripts, its form."""
