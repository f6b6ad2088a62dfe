"""The PAR Index at work: criteria sets in use, rounds, facts, results, targets."""
