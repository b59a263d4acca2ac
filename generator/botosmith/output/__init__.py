"""Files by path in, directories on disk out: written, compared, or packed into wheels.

A run that fails or is killed changes neither the last good directory nor the user's own files.
"""
