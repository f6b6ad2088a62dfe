"""Template filters of the audit pages."""
