"""What is asked for: an experiment as a frozen, validated, serialisable document."""
