"""Directives of the higher level and one's own: registered as they came, read, confirmed, linked, made known to their readers."""
