"""The officers' door: inbox, caseload, the person's file, the procedure page, search, posts, parameters."""
