"""Who is timed: each module prepares a net and returns what takes one training step."""
