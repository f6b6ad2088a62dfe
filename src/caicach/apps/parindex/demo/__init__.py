"""The demonstration: Phú Thọ as it stands in 2026, with published figures where there are some and drawn ones elsewhere.

`building.Building` makes it through the actions of the apps, in the database that Django stands on; the command
`caicach demo` gives it one of its own.
"""
