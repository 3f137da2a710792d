"""Definitions that prove the grammar: written and run here before their rooms are built."""
