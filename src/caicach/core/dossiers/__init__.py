"""Dossiers of administrative procedures: their life cycle, and what the law forbids to happen to them."""
