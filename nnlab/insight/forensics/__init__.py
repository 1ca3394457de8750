"""Why a run diverged: where the first number broke, what came before, and what to do."""
