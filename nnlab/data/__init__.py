"""Where examples come from: sources, splits and preprocessing."""
