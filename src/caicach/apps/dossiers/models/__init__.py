"""The tables of the one-stop counter: people, dossiers and their events, slips, fees, books."""

from caicach.apps.dossiers.models.books import Book, BookEntry, Counter, ReportedTotal
from caicach.apps.dossiers.models.deliveries import Delivery, DeliveryRow
from caicach.apps.dossiers.models.dossier import Dossier, DossierPaper, Event, Group
from caicach.apps.dossiers.models.evaluation import DossierPoints
from caicach.apps.dossiers.models.people import Applicant, KeptPaper
from caicach.apps.dossiers.models.submission import Submission
from caicach.apps.dossiers.models.violations import Violation
from caicach.apps.dossiers.models.work import Consultation, Fee, Pause, Rating, Slip, StepRun

__all__ = [
    "Applicant",
    "Book",
    "BookEntry",
    "Consultation",
    "Counter",
    "Delivery",
    "DeliveryRow",
    "Dossier",
    "DossierPaper",
    "DossierPoints",
    "Event",
    "Fee",
    "Group",
    "KeptPaper",
    "Pause",
    "Rating",
    "ReportedTotal",
    "Slip",
    "StepRun",
    "Submission",
    "Violation",
]
