"""Contents of files: checked, kept once each below the data folder under their SHA-256, handed out as downloads."""
