"""One Django app for each thing that an office does, from the ground up: each may import those below it, never above."""
