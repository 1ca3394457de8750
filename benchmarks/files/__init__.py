"""How long experiment files take to save and to open, and how large a long run's is."""
