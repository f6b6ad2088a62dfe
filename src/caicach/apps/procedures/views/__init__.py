"""/thu-tuc/: the catalogue of procedures, its decisions and their posting, imports."""
