"""Search over the texts of documents, with and without tone marks, on SQLite and PostgreSQL alike.

An app indexes what it keeps in the transaction in which it keeps it (`actions.index`), registers where its texts can be read
again (`sources.register`), and asks with a queryset of what the reader may see (`queries.search`).
docs/decisions/reading-files.md says how a word is found and how hits are ranked.
"""
