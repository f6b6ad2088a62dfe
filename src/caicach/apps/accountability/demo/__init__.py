"""The demonstration of what follows from published results."""
