"""Working time: the calendar of decreed days and the arithmetic of working days."""
