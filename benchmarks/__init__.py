"""Speed, as ratios measured in one process: these say what a change costs; tests never look at a clock."""
