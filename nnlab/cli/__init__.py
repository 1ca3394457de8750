"""The command line: everything the window can compute, without it."""
