"""Append-only record of acts and sensitive reads, its seal, and the `@act` decorator."""
