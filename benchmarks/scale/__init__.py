"""A large collection that looks like a real one, and what its pages cost."""
