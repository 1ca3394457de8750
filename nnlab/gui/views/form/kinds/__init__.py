"""The kinds that a field of the form can be, as tables."""
