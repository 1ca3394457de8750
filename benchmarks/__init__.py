"""Speed beside others, and agreement with them: these say what a change costs; tests never look at a clock."""
