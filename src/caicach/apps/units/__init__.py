"""Units in time, the people and posts in them, and who answers for what."""
