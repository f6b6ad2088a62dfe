"""Administrative procedures (TTHC): the catalogue in force by date and its posting."""
