"""Papers of a dossier: files checked by content, digitised papers kept for reuse by their code (TT 01/2023/TT-VPCP)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.documents import checks as documents
from caicach.apps.dossiers.actions import checks
from caicach.apps.dossiers.models import Dossier, DossierPaper, KeptPaper
from caicach.apps.procedures.models import Paper
from caicach.core.vietnamese import fold, tidy
from caicach.platform import clock, uploads
from caicach.platform.access import Permission, Refused, Scope
from caicach.platform.errors import Invalid
from caicach.platform.files import actions as files
from caicach.platform.files.models import StoredFile

MOST_PAPERS = 100


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that has been let in and stored, with its safe name; not yet part of a dossier."""

    file: StoredFile
    name: str


@dataclass(frozen=True, slots=True)
class PaperIn:
    """A paper handed in: one of the procedure's (`paper_id`) or another by its `name`.

    `file` was scanned or uploaded now; `reuse` is the code of a kept paper of the same applicant, in place of a file.
    """

    paper_id: int | None = None
    name: str = ""
    form: str = ""
    copies: int = 1
    file: ReceivedFile | None = None
    reuse: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class ResultIn:
    """A paper that comes out of a dossier; with a file it is kept for reuse, until `valid_to` where it ends."""

    name: str
    form: str = Paper.Form.ORIGINAL.value
    file: ReceivedFile | None = None
    signed: bool = False
    valid_to: dt.date | None = None


@transaction.atomic
def receive_files(scope: Scope, sent: Sequence[UploadedFile[bytes]]) -> list[ReceivedFile]:
    """Check files by what they contain and store them: all or, when one is refused, none. Asks for RECEIVE or HANDLE anywhere.

    What comes back is to be handed to an action and to nobody else's hands: it opens the content.
    """
    if not any(scope.may(one) for one in (Permission.DOSSIERS_RECEIVE, Permission.DOSSIERS_HANDLE)):
        raise Refused(_("Vị trí công tác hiện tại của anh/chị không nhận giấy tờ của hồ sơ."))
    documents.number_of_files(len(sent))
    checked = [
        files.check(cast(uploads.File, one), kinds=documents.ACCEPTED, limit=settings.CAICACH_MAX_FILE)
        for one in sent
    ]
    return [ReceivedFile(files.keep(one), one.name) for one in checked]


def add(dossier: Dossier, given: Sequence[PaperIn]) -> list[DossierPaper]:
    """Put papers into a dossier; what is digitised now is kept for the applicant's next dossier. Invalid for what cannot be."""
    if len(given) > MOST_PAPERS:
        raise Invalid(_("Một hồ sơ không quá %(most)s giấy tờ.") % {"most": MOST_PAPERS})
    known = Paper.objects.filter(version_id=dossier.procedure_version_id).in_bulk()
    kept = _kept(dossier, {one.reuse for one in given if one.reuse})
    number = KeptPaper.objects.filter(code__startswith=f"{dossier.code}.G").count()
    added = []
    for one in given:
        row = _row(dossier, one, known, kept)
        if one.file is not None and not one.reuse:
            number += 1
            _keep(row, f"{dossier.code}.G{number}")
        row.save(force_insert=True)
        added.append(row)
    return added


def missing(dossier: Dossier) -> list[Paper]:
    """The required papers of the procedure that the dossier does not contain yet."""
    there = set(dossier.papers.filter(is_result=False).values_list("paper_id", flat=True))
    required = Paper.objects.filter(version_id=dossier.procedure_version_id, required=True)
    return [one for one in required.order_by("order") if one.pk not in there]


def add_results(dossier: Dossier, given: Sequence[ResultIn]) -> list[DossierPaper]:
    """The papers that came out of a dossier, kept for reuse by code where they have a file."""
    added = []
    for number, one in enumerate(given, dossier.papers.filter(is_result=True).count() + 1):
        row = DossierPaper(
            dossier=dossier,
            name=checks.text(one.name, _("tên giấy tờ kết quả"), required=True, longest=1000),
            form=checks.choice(one.form, list(Paper.Form.values), _("Hình thức")),
            file=one.file.file if one.file else None,
            file_name=one.file.name[:200] if one.file else "",
            digitised=one.file is not None,
            signed=one.signed,
            is_result=True,
            added_at=clock.now(),
        )
        row.save(force_insert=True)
        if one.file is not None:
            _keep(row, f"{dossier.code}.KQ{number}", one.valid_to)
        added.append(row)
    return added


def _row(dossier: Dossier, one: PaperIn, known: dict[int, Paper], kept: dict[str, KeptPaper]) -> DossierPaper:
    paper = known.get(one.paper_id) if one.paper_id is not None else None
    if one.paper_id is not None and paper is None:
        raise Invalid(
            _("Giấy tờ số %(number)s không thuộc thành phần hồ sơ của thủ tục này.")
            % {"number": one.paper_id},
            _("Hãy chọn lại thủ tục; danh mục giấy tờ có thể vừa được sửa."),
        )
    name = paper.name if paper else checks.text(one.name, _("tên giấy tờ"), required=True, longest=1000)
    if one.copies < 1:
        raise Invalid(_("Số bản của “%(name)s” phải từ 1.") % {"name": name}, _("Hãy nhập lại số bản."))
    form = one.form or (paper.form if paper else Paper.Form.ORIGINAL.value)
    again = kept[one.reuse] if one.reuse else None
    file = again.file if again else one.file.file if one.file else None
    return DossierPaper(
        dossier=dossier,
        paper=paper,
        name=name,
        form=checks.choice(form, list(Paper.Form.values), _("Hình thức")),
        copies=one.copies,
        file=file,
        file_name=again.file_name if again else one.file.name[:200] if one.file else "",
        reused=again,
        digitised=file is not None,
        signed=again.signed if again else one.signed,
        added_at=clock.now(),
    )


def _kept(dossier: Dossier, codes: set[str]) -> dict[str, KeptPaper]:
    """The papers that may be used again: those of this applicant that are still valid, by code."""
    today = clock.today()
    mine = KeptPaper.objects.filter(
        applicant_id=dossier.applicant_id, code__in={tidy(code) for code in codes}
    )
    found = {one.code: one for one in mine.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))}
    if absent := codes - set(found):
        raise Invalid(
            _("Không dùng lại được giấy tờ %(codes)s: không phải của người nộp này hoặc đã hết giá trị.")
            % {"codes": ", ".join(sorted(absent))},
            _("Hãy chọn trong danh sách giấy tờ đã số hóa của người nộp, hoặc quét lại bản giấy."),
        )
    return found


def _keep(row: DossierPaper, code: str, valid_to: dt.date | None = None) -> None:
    assert row.file is not None
    KeptPaper(
        applicant_id=row.dossier.applicant_id,
        code=code,
        name=row.name,
        folded=fold(row.name)[:2000],
        file=row.file,
        file_name=row.file_name,
        is_result=row.is_result,
        signed=row.signed,
        valid_to=valid_to,
        kept_at=clock.now(),
    ).save(force_insert=True)
