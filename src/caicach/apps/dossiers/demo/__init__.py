"""The one-stop service of the demonstration: a small catalogue, counters with people, a synthetic year, work for today."""
