"""Runs of the whole as a newcomer has them; `make soak`."""
