"""Named queries: matters and their acts, the inbox, what is due."""
