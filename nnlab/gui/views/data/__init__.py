"""The view of the data: examples, features, and what preprocessing does to them."""
