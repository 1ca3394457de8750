"""An experiment as other programs and people want it."""
