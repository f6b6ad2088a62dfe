"""What follows from published results: what to hold and to repair (CT-1a, TH-1, TH-2), and what they mean for people (TM-11)."""
