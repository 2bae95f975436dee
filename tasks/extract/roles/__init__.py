"""Which post belongs to whom, from when to when."""
