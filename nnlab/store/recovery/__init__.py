"""What is being worked on, kept in a place of its own, so that a crash takes a few seconds and no more."""
