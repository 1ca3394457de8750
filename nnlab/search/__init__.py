"""Hyperparameter search: spaces, the values that are tried, trials, and how they are spread over cores."""
