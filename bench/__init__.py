"""Driving the real processes from outside: how fast they are, and what they keep when they are killed."""
