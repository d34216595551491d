"""Everything the service knows. README.md has the order in which its parts may import each other."""
