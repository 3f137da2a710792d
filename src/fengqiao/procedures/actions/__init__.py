"""Everything that writes: starting, deciding, the clock's own acts, drafts, projections and their rebuild."""
