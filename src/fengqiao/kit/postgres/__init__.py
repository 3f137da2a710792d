"""Django's PostgreSQL backend, with one question less for each request (`ENGINE` in the settings)."""
