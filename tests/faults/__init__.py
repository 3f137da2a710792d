"""Rounds of work in which something dies: a process, the database, its connections, its disk, the clock."""
