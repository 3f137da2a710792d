"""What each page shows: frozen records of the faces below, turned into the records that the shell draws."""
