"""How often something may be tried by whoever is not signed in; counted in the database, so that all processes share it.

Signing in is guarded by django-axes. What else the public may ask for with a secret goes through a `Gate` here.
"""
