"""Every change of the catalogue: decisions announce, amend, repeal; details are corrected, files imported, posting confirmed."""

from caicach.apps.procedures.actions.decisions import DecisionData, attach_decision, register_decision
from caicach.apps.procedures.actions.import_sheet import ProcedureSheet, read_sheet
from caicach.apps.procedures.actions.importing import Import, Setting, import_procedures, preview_procedures
from caicach.apps.procedures.actions.posting import PostedData, confirm_posted
from caicach.apps.procedures.actions.versions import Announcement, Correction, announce, correct, repeal

__all__ = [
    "Announcement",
    "Correction",
    "DecisionData",
    "Import",
    "PostedData",
    "ProcedureSheet",
    "Setting",
    "announce",
    "attach_decision",
    "confirm_posted",
    "correct",
    "import_procedures",
    "preview_procedures",
    "read_sheet",
    "register_decision",
    "repeal",
]
