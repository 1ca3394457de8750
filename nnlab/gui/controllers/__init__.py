"""Controllers decide, and connect the views with the rest."""
