"""`python -m caicach.cli`: the same as the `caicach` command."""

from caicach.cli import main

main()
