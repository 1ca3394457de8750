"""Activations: what every layer is given and gives, now and over the steps of the run."""
