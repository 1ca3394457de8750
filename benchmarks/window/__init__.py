"""The window under load."""
