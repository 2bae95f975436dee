"""Names of people: their parts, and whether two spellings can be one name."""
