"""Gradients and weights: how each layer learns, and what it has learned."""
