"""The routes of the lists of dossiers."""

from __future__ import annotations

from caicach.platform.access import Permission

from .rows import Row

P = Permission

PAGES_OF_LISTS = [
    Row("GET", "dossiers:list", P.DOSSIERS_READ),
    Row("GET", "dossiers:list", P.DOSSIERS_READ, query=lambda at: {"xem": "qua-han", "q": "mẫu"}),
    Row("GET", "dossiers:list_download", P.DOSSIERS_READ),
]
