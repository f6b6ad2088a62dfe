"""Tables of what follows from published results."""

from .people import Consequence, Objection
from .remedies import LocalTerms, Remedy, RemedyPlan, RemedyProgress

__all__ = ["Consequence", "LocalTerms", "Objection", "Remedy", "RemedyPlan", "RemedyProgress"]
