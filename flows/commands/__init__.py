"""What each command of `demarche` does. Slow libraries are imported by the command that needs them."""
