"""Every kind that a spec has, in float64, against PyTorch."""
