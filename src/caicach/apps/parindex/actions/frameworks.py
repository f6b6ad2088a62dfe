"""Criteria sets come in, are versioned, drafted, made valid, thrown away. A version that a round uses never changes."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.models import CODE_LENGTH, FrameworkDraft, FrameworkVersion
from caicach.apps.parindex.queries.drafts import parsed
from caicach.apps.parindex.queries.loading import digest_of, framework_of
from caicach.core.parindex import Framework, FrameworkErrors, document
from caicach.core.vietnamese import nfc
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Conflict, Invalid, TooLarge

LONGEST = 2_000_000
EARLIEST, LATEST = 2000, 2100


@transaction.atomic
def import_document(scope: Scope, text: str, source: str = "") -> FrameworkVersion:
    """Store a criteria set from its YAML text. The same set again gives the version that is there.

    Raises Invalid with every fault of the document, Conflict when its code belongs to another document.
    """
    scope.require(Permission.FRAMEWORK_EDIT)
    framework, text = checked(text, source)
    known = FrameworkVersion.objects.select_for_update(of=("self",)).filter(code=framework.code).first()
    if known is not None:
        if known.digest == digest_of(text) or framework_of(known) == framework:
            return known
        raise Conflict(
            _("Đã có bộ chỉ số mang mã %(code)s với nội dung khác.") % {"code": framework.code},
            _("Hãy đổi “code” trong tệp, hoặc mở bộ %(code)s và sửa ở đó.") % {"code": framework.code},
        )
    version = FrameworkVersion(locality_id=_owner(scope))
    _fill(version, framework, text)
    version.save(force_insert=True)
    record(
        scope, "framework.imported", subject(version), None, story(version) | checks.story({"source": source})
    )
    return version


@transaction.atomic
def new_version(scope: Scope, code: str, new_code: str, year: int) -> FrameworkVersion:
    """A version that begins as a copy of `code`, each leaf mapped to itself; from here on it is edited by drafts."""
    old = checks.version_within(scope, code)
    scope.require(Permission.FRAMEWORK_EDIT, what=code)
    new_code = checks.text(new_code, _("mã bộ chỉ số"), CODE_LENGTH, required=True)
    if FrameworkVersion.objects.filter(code=new_code).exists():
        raise Conflict(
            _("Đã có bộ chỉ số mang mã %(code)s.") % {"code": new_code},
            _("Hãy đặt mã khác cho phiên bản mới."),
        )
    if not max(EARLIEST, old.year) <= year <= LATEST:
        raise Invalid(
            _("Năm áp dụng %(year)s không phù hợp: bộ %(code)s áp dụng từ năm %(first)s.")
            % {"year": year, "code": code, "first": old.year},
            _("Hãy nhập một năm từ %(first)s trở đi.") % {"first": old.year},
        )
    framework = dataclasses.replace(
        framework_of(old),
        code=new_code,
        year=year,
        valid_from=dt.date(year, 1, 1),
        valid_to=None,
        previous=old.code,
        leaf_map={leaf.code: (leaf.code,) for leaf in framework_of(old).leaves},
    )
    version = FrameworkVersion(locality_id=_owner(scope), previous=old)
    _fill(version, framework, document.write(framework))
    version.save(force_insert=True)
    record(scope, "framework.version_made", subject(version), None, story(version) | {"previous": old.code})
    return version


@transaction.atomic
def save_draft(scope: Scope, code: str, text: str, seen_digest: str) -> FrameworkDraft:
    """Keep what somebody is making of a version, valid or not. `seen_digest` is of the text that the editor began from.

    Raises Conflict when a round uses the version, or when somebody else saved meanwhile.
    """
    version, draft = _open(scope, code, seen_digest)
    text = _accepted(text)
    if draft is None:
        draft = FrameworkDraft(version=version, edition=0)
    draft.text = text
    draft.problems = len(parsed(text).outline.problems)
    draft.edition += 1
    draft.changed_by_id = scope.user_id
    draft.save()
    return draft


@transaction.atomic
def publish_draft(scope: Scope, code: str, seen_digest: str) -> FrameworkVersion:
    """Make the draft the version's document. Raises Invalid with every fault while it has any."""
    version, draft = _open(scope, code, seen_digest)
    if draft is None:
        return version
    framework, text = checked(draft.text, code)
    if framework.code != version.code and FrameworkVersion.objects.filter(code=framework.code).exists():
        raise Conflict(
            _("Đã có bộ chỉ số mang mã %(code)s.") % {"code": framework.code},
            _("Hãy đặt mã khác trong bản nháp."),
        )
    before = story(version)
    _fill(version, framework, text)
    version.save()
    draft.delete()
    record(scope, "framework.changed", subject(version), before, story(version))
    return version


@transaction.atomic
def replace_document(scope: Scope, code: str, text: str, seen_digest: str) -> FrameworkVersion:
    """Draft and publish in one: a document that is not valid changes nothing."""
    draft = save_draft(scope, code, text, seen_digest)
    return publish_draft(scope, code, digest_of(draft.text))


@transaction.atomic
def discard_draft(scope: Scope, code: str, seen_digest: str) -> None:
    """Throw the draft away; the version stays as it was last made valid."""
    version, draft = _open(scope, code, seen_digest)
    if draft is not None:
        record(
            scope,
            "framework.draft_discarded",
            subject(version),
            {"digest": digest_of(draft.text), "problems": draft.problems},
            None,
        )
        draft.delete()


@transaction.atomic
def delete_unused(scope: Scope, code: str, reason: str) -> None:
    """Delete a version that no round uses and no later version is made from."""
    version = checks.version_within(scope, code)
    checks.may_edit(scope, version)
    why = checks.reason(reason)
    checks.in_use(version)
    if later := version.next_versions.order_by("code").first():
        raise Conflict(
            _("Bộ %(later)s được làm từ bộ %(code)s.") % {"later": later.code, "code": code},
            _("Hãy xóa bộ %(later)s trước, hoặc giữ cả hai.") % {"later": later.code},
        )
    record(
        scope,
        "framework.deleted",
        subject(version),
        story(version) | {"document": version.document},
        None,
        why,
    )
    version.delete()


def checked(text: str, source: str = "") -> tuple[Framework, str]:
    """The framework of a document and the text as it will be kept. Raises Invalid with every fault."""
    text = _accepted(text)
    try:
        framework = document.read(text, source)
    except FrameworkErrors as error:
        raise checks.framework_faults(error) from error
    if len(framework.code) > CODE_LENGTH or not EARLIEST <= framework.year <= LATEST:
        raise Invalid(
            _("Mã bộ chỉ số dài quá %(longest)s ký tự, hoặc năm không nằm từ %(earliest)s đến %(latest)s.")
            % {"longest": CODE_LENGTH, "earliest": EARLIEST, "latest": LATEST},
            _("Hãy sửa “code” hoặc “year” ở đầu tệp."),
        )
    return framework, text


def subject(version: FrameworkVersion) -> Subject:
    path = "" if version.locality_id is None else checks.path_of(version.locality_id)
    return Subject("framework", version.code, f"{version.code} – {version.name}", path)


def story(version: FrameworkVersion) -> dict[str, object]:
    """What the trail says of a version; the digest stands for the document."""
    return {
        "code": version.code,
        "name": version.name,
        "year": version.year,
        "max": version.max_points,
        "leaves": version.leaf_count,
        "digest": version.digest,
    }


def _open(scope: Scope, code: str, seen_digest: str) -> tuple[FrameworkVersion, FrameworkDraft | None]:
    """A version that may be edited, locked, with its draft; Conflict when it is not what the editor saw."""
    version = checks.version_within(scope, code)
    checks.may_edit(scope, version)
    checks.in_use(version)
    draft = FrameworkDraft.objects.select_related("changed_by").filter(version=version).first()
    current = digest_of(draft.text) if draft else version.digest
    if seen_digest != current:
        raise Conflict(
            _changed_meanwhile(draft), _("Hãy tải lại trang để xem bản mới nhất, rồi sửa tiếp trên bản đó.")
        )
    return version, draft


def _changed_meanwhile(draft: FrameworkDraft | None) -> str:
    if draft is None:
        return _("Bộ chỉ số đã được sửa từ khi trang này được mở.")
    at = draft.changed_at.astimezone(VIETNAM)
    who = draft.changed_by.display_name if draft.changed_by else _("hệ thống")
    return _("%(who)s đã sửa bản nháp lúc %(time)s ngày %(day)s, sau khi trang này được mở.") % {
        "who": who,
        "time": f"{at:%H:%M}",
        "day": f"{at:%d/%m/%Y}",
    }


def _accepted(text: str) -> str:
    if len(text) > LONGEST:
        raise TooLarge(
            _("Bộ chỉ số dài quá %(limit)s ký tự.") % {"limit": f"{LONGEST:,}".replace(",", ".")},
            _("Hãy kiểm tra lại tệp: một bộ chỉ số thường không quá vài trăm nghìn ký tự."),
        )
    if "\x00" in text:
        raise Invalid(
            _("Nội dung có ký tự NUL, không phải là văn bản."), _("Hãy lưu tệp dạng UTF-8 rồi gửi lại.")
        )
    return nfc(text.replace("\r\n", "\n").removeprefix("\ufeff"))


def _fill(version: FrameworkVersion, framework: Framework, text: str) -> None:
    version.code = framework.code
    version.name = framework.name[:300]
    version.subject = framework.subject
    version.year = framework.year
    version.valid_from, version.valid_to = framework.valid_from, framework.valid_to
    version.max_points = framework.max_points
    version.leaf_count = len(framework.leaves)
    version.document, version.digest = text, digest_of(text)
    if framework.previous:
        version.previous = (
            FrameworkVersion.objects.filter(code=framework.previous).exclude(pk=version.pk).first()
        )
    else:
        version.previous = None


def _owner(scope: Scope) -> int | None:
    """The locality for which somebody makes a set: that of his post. What the system loads is shared."""
    if scope.everything:
        return None
    prefix = scope.reach(Permission.FRAMEWORK_EDIT)[0]
    return int(prefix.split("/", 1)[0])
