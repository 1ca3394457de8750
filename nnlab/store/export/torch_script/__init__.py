"""A run as one script that trains the same network with PyTorch."""
