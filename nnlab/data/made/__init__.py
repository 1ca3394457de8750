"""Examples that the program makes."""
