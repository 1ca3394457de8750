"""How long it takes from the launch to the first picture."""
