"""What follows from published results: the plan to win lost points back, its progress, and what the points mean for people."""
