"""Everything that writes: telling, sending, reading and answering, forgetting numbers."""
