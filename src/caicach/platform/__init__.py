"""What every part of the product stands on: accounts, access, the audit trail, uploads, tables, the shape of errors.

Nothing here knows what an administrative reform is; apps register with the registries of this package and never the
other way round.
"""
