"""The view of a network before its first step."""
