"""When things run: the DAG, its schedule, the command line. No judgement about text."""
