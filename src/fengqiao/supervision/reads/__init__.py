"""Who is due for what, by the rules of the room over dated facts."""
