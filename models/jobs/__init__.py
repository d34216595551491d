"""What runs without a person: the worker's jobs."""
