"""Passwords that the system makes for the first sign-in."""

import secrets

# Without letters and digits that are mixed up on paper: 0 O, 1 l I.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def generate() -> str:
    """Four groups of four ("k7mp-..."): about 79 bits, and short enough to be read out."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
