"""Decisions about single examples: which are mistaken, what weights look for, what one example causes."""
