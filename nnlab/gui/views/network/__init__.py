"""The network as a drawing: layers, units and the connections between them."""
