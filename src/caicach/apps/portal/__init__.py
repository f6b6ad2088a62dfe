"""What everybody may read without an account: the published results of each year, and the same as open data."""
