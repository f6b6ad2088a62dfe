"""Every read of criteria sets, rounds, facts and results; the first argument is the `Scope` of whoever asks."""
