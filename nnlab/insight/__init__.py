"""What a teacher would say of an experiment: pure functions of recorded numbers, and jobs that measure more of them."""
