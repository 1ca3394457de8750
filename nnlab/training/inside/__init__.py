"""Looks into a network: what it makes of the plane, of images, of one example, and what its weights are."""
