"""The forms of the staff site, one module each."""
