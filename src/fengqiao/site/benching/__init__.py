"""Measurements that need the running program: whole pages, as people of several posts ask for them."""
