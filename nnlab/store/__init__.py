"""Experiment files: written atomically, read with suspicion."""
