"""Lessons: experiments with claims that are measured on the spot."""
