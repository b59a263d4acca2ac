"""Parcels arrive in a queue, and their labels are kept in S3."""
