"""Forms of this app."""

from caicach.apps.units.forms.people import (
    AssignmentFormSet,
    LookupForm,
    NoticeForm,
    PersonForm,
    PostForm,
)
from caicach.apps.units.forms.units import (
    AmendForm,
    ConfirmForm,
    CreateForm,
    EndForm,
    MappingUploadForm,
    MoveForm,
    ReasonForm,
    RenameForm,
    SuccessionForm,
    UploadForm,
)

__all__ = [
    "AmendForm",
    "AssignmentFormSet",
    "ConfirmForm",
    "CreateForm",
    "EndForm",
    "LookupForm",
    "MappingUploadForm",
    "MoveForm",
    "NoticeForm",
    "PersonForm",
    "PostForm",
    "ReasonForm",
    "RenameForm",
    "SuccessionForm",
    "UploadForm",
]
