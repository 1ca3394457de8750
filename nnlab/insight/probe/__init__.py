"""A network before its first step: one pass forward and one back, and what every layer made of it."""
