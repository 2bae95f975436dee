"""What happens to the data: one package a stage. Pure functions that do not know they are orchestrated."""
