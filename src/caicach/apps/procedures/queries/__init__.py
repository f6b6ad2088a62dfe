"""Every read of the catalogue and of its posting; the first argument is the `Scope` of whoever asks.

`public` is the exception: the catalogue is public by law, and shows nothing that is not in it.
"""

from caicach.apps.procedures.queries.catalogue import (
    CatalogueFilter,
    CataloguePage,
    catalogue,
    fields_in_use,
    found_procedures,
    in_force_by_code,
    page_of_catalogue,
)
from caicach.apps.procedures.queries.localities import (
    localities,
    locality_for,
    own_locality,
    units_of_locality,
)
from caicach.apps.procedures.queries.posting import (
    Duty,
    Overview,
    Posted,
    decision,
    decisions,
    due_and_duties,
    duties,
    duty,
    overview,
    posted_between,
)
from caicach.apps.procedures.queries.procedure import ProcedurePage, page_of_procedure, procedure, version

__all__ = [
    "CatalogueFilter",
    "CataloguePage",
    "Duty",
    "Overview",
    "Posted",
    "ProcedurePage",
    "catalogue",
    "decision",
    "decisions",
    "due_and_duties",
    "duties",
    "duty",
    "fields_in_use",
    "found_procedures",
    "in_force_by_code",
    "localities",
    "locality_for",
    "overview",
    "own_locality",
    "page_of_catalogue",
    "page_of_procedure",
    "posted_between",
    "procedure",
    "units_of_locality",
    "version",
]
