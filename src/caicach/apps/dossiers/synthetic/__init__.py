"""Synthetic years in the database: counters and people to draw them for, and the rows of what was drawn.

What stands here is not done with dossiers but instead of it: rows as the acts would have left them, by the hundred thousand. It
never touches a dossier that it has not made itself, and everything that it makes says in its content that it is illustration.
"""
