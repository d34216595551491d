"""The forms of the public site, one module each."""
