"""What people decided, kept in a file of its own: read, matched to what the pages say now, applied before resolve."""
