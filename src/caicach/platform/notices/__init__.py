"""Notices: what has happened or is soon due, told to whoever it concerns, on the screen and by mail.

An app tells with `actions.notify` in the transaction of what happened, and registers the deadlines of its work with `deadlines`.
See docs/decisions/notices.md.
"""
