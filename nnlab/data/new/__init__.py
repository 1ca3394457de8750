"""Examples that a trained network has not seen."""
