"""The legal calendar of a locality (decreed days off, swapped days) and the working hours of its units."""
