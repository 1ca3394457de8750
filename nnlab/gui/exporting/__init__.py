"""Views as pictures: made of what they draw, at any scale."""
