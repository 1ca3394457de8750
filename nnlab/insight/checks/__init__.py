"""Babysitting: the checks to be made before a long run, on the user's own experiment."""
