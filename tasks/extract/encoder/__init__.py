"""The encoder: a small network that reads sentences as wholes, beside the rules. Trained by training/encoder."""
