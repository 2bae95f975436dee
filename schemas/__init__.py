"""What the data is: every column once, every table once, closed vocabularies. Imports no task."""
