"""Places, bodies and posts that an article names."""
