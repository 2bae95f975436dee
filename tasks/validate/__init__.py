"""Quality suites at every arrow: which rows break which rule, and what that does."""
