"""Keeps the photos of albums."""
