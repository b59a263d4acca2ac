"""Cuts a model's documents to the parts that some operations need."""
