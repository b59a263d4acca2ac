"""Code with types of types-boto3 or mypy-boto3 -> the same code with types of generated packages.

``peer_names`` knows what a name of theirs is called here. ``rewriting`` changes the imports of one
file; ``sources`` goes through a directory.
"""
