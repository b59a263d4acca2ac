"""Files by path in, directories on disk out: written whole, compared, or packed into wheels.

A run that fails or is killed leaves the last good directory as it was, and the user's own files.
"""
