"""How it is computed: layers, losses and optimisers on flat vectors, in NumPy alone."""
