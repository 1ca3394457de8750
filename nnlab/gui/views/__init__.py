"""Views draw and report; they know no controller, no thread and no file."""
