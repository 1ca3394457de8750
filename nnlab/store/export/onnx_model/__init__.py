"""A run as an ONNX model, from raw features to probabilities."""
