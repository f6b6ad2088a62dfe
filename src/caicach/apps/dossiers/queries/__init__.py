"""Every read of dossiers; the first argument is the `Scope` of whoever asks."""
