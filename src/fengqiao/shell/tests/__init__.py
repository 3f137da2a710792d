"""Tests of the page frame and its components."""
