"""Rules over the recorded statistics of a run, each a pure function: what a teacher would point at, with numbers."""
