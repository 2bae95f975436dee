"""Page text in, claims out: people, mentions, roles, events, each with its quote and offsets."""
