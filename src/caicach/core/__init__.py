"""The rules of the domain: pure functions of facts and time. No Django, no files, no network, no clock."""
