"""Seven nets, each trained by this engine, by PyTorch and by scikit-learn, against the matrix products alone."""
