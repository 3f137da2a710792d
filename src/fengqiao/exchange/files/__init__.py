"""Reading a file that somebody else made: limits first, then cells.

`reading.read` is the only entrance. It hands the bytes to a child process (`child`) that has an empty environment and
limits on memory and time, so that a hostile file can break nothing but itself (THREATS T68).
"""
