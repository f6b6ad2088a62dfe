"""Accounts: who signs in, with which password, in which language and theme. What they may do is the matter of `access`."""
