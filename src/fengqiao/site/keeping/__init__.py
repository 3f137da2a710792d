"""Backups: made, sealed to a key that lies elsewhere, brought back (THREATS T89)."""
