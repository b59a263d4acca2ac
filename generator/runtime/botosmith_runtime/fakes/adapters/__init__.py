"""What brings the engine of fakes to a client or a server: a package for each transport.

An adapter makes ``CallParameters`` of what its client sends, asks an ``Exchange`` for each attempt,
and makes of the answer or fault what its client takes.
"""
