"""Adapters connect the engine of fakes to a client or a server: one package for each transport.

An adapter turns what its client sends into ``CallParameters``, calls an ``Exchange`` for each
attempt, and turns the answer or fault into what its client expects.
"""
