"""Questions as trees, and the languages that people and machines write them in."""
