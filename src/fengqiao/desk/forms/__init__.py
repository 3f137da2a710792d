"""Shapes of what is sent: filters of a list, the fields of a procedure, the intake of a person."""
