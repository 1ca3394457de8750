"""Examples out of arrays of NumPy."""
