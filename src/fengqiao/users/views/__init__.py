"""The room's pages: signing in, one's own account, and the staff pages of posts, delegations and covers."""
