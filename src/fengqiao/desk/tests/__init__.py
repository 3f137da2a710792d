"""Pages of the officers' door, opened with Django's client on a real database."""
