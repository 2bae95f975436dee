"""Removing a person or a page for good: who is meant, what is purged, and the proof that nothing is left."""
