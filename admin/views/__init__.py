"""The views of the staff site, one module each."""
