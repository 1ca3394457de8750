"""Curves over the steps of one run or several."""
