"""Every read of remedies and consequences; the first argument is the `Scope` of whoever asks."""
