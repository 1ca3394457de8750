"""Decisions over the plane of two features."""
