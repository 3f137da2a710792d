"""The pages: each loads, checks the shape of what was sent, makes one call, and answers."""
