"""The acts of this room: taking somebody in, keeping views of lists, lists as files, one act for many."""
