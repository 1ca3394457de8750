"""Drawn colour images of ten classes of shape."""
