"""Accounts, persons, posts, roles, delegations, covers, sign-in and second factor."""
