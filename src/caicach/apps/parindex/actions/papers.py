"""Signed papers that a step of the round rests on: reports of units, minutes and decisions of the locality."""

from __future__ import annotations

from django.utils.translation import gettext as _

from caicach.apps.documents.models import Document
from caicach.apps.units.models import Unit
from caicach.platform.errors import Invalid


def signed(unit: Unit, document_id: int | None) -> Document | None:
    """The signed file: a PDF on the unit's own shelf that has not been withdrawn; None where none is given."""
    if document_id is None:
        return None
    found = Document.objects.select_related("file").filter(pk=document_id, unit_id=unit.pk).first()
    if found is None or found.withdrawn_at is not None:
        raise Invalid(
            _("Không có văn bản này trong kho minh chứng của %(unit)s.") % {"unit": unit.name},
            _("Hãy tải văn bản đã ký lên kho rồi chọn lại."),
        )
    if found.file.kind != "pdf":
        raise Invalid(
            _("Văn bản đã ký phải là tệp PDF; tệp này không phải PDF."),
            _("Hãy xuất ra PDF, ký rồi tải lên lại."),
        )
    return found
