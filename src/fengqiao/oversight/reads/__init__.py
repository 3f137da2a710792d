"""Named queries of the room."""
