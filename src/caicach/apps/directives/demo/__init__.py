"""The five directives that the requirements of this system were taken from, for the demonstration."""
