"""The guide on the right: what is pointed at in a run, and the checks before it."""
