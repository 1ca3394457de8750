"""From spec to trained network: building, the step loop, statistics, history, and the run's state machine."""
