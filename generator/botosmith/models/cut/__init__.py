"""A model's documents in, the part of them that some operations need out."""
