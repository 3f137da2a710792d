"""Whole lives: random lawful and unlawful acts on every definition, on the real database, and what must hold."""
