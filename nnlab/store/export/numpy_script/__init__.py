"""A run as one script that predicts with NumPy alone, made to be read."""
