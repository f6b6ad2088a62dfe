"""Applicants: known within a locality by their number, checked before they are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks
from caicach.apps.dossiers.models import Applicant
from caicach.core.dossiers import personal_number, phone
from caicach.core.vietnamese import fold, tidy
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said

CONTACT = ("address", "phone", "email")


@dataclass(frozen=True, slots=True)
class Person:
    """Who hands in: a citizen with the 12-digit personal number, an organisation with its code; without a number where there is
    none (a foreigner, an infant). `kind` is one of `Applicant.Kind`.
    """

    name: str
    number: str = ""
    kind: str = Applicant.Kind.CITIZEN.value
    birth_date: dt.date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


def known(locality_id: int, person: Person, today: dt.date) -> Applicant:
    """The applicant of a locality, found by number or, without one, by name, day of birth and telephone; else made.

    Contact details that are new replace the old ones. Invalid for what cannot be right, Conflict for a number that is somebody
    else's.
    """
    clean = _checked(person, today)
    mine = Applicant.objects.select_for_update().filter(locality_id=locality_id, kind=clean.kind)
    if clean.number:
        found = mine.filter(number=clean.number).first()
        if found is None:
            fresh = Applicant(**_fields(locality_id, clean))
            Applicant.objects.bulk_create(
                [fresh], ignore_conflicts=True
            )  # another counter may have just met him
            found = mine.get(number=clean.number)
        if fold(found.name) != fold(clean.name):
            raise Conflict(
                _("Số %(number)s đã được ghi cho %(name)s.") % {"number": clean.number, "name": found.name},
                _(
                    "Hãy đối chiếu với thẻ căn cước; nếu tên ghi trước đây sai thì đề nghị lãnh đạo trung tâm đính chính."
                ),
            )
    else:
        one = mine.filter(number="", folded=fold(clean.name), birth_date=clean.birth_date, phone=clean.phone)
        found = one.first() or Applicant.objects.create(**_fields(locality_id, clean))
    _update(found, clean)
    return found


def checked_phone(value: str) -> str:
    """A telephone number as it is kept, "" for none; Invalid for what is not one."""
    typed = tidy(value)
    kept = phone.normal(typed) if typed else ""
    if kept is None:
        raise Invalid(
            _("Số điện thoại “%(typed)s” không phải số điện thoại Việt Nam.") % {"typed": typed[:40]},
            _("Hãy nhập 10 chữ số của di động (ví dụ 0912 345 678) hoặc số cố định có mã vùng."),
        )
    return kept


def checked_email(value: str) -> str:
    """A mail address in small letters, "" for none; Invalid for what is not one."""
    typed = tidy(value).casefold()
    try:
        if typed:
            validate_email(typed)
    except ValidationError as wrong:
        raise Invalid(
            _("Địa chỉ thư điện tử “%(typed)s” chưa đúng.") % {"typed": typed[:80]},
            _("Hãy nhập dạng ten@tenmien.vn, hoặc để trống."),
        ) from wrong
    return typed


def _checked(person: Person, today: dt.date) -> Person:
    kind = checks.choice(person.kind, list(Applicant.Kind.values), _("Loại đối tượng"))
    number = "".join(tidy(person.number).split())
    if number and kind == Applicant.Kind.CITIZEN:
        faults = personal_number.faults(number, person.birth_date, today)
        if faults:
            told = [said(fault) for fault in faults]
            raise Invalid(
                _("Số định danh cá nhân chưa đúng: %(faults)s (%(law)s).")
                % {"faults": "; ".join(told), "law": said(personal_number.citation())},
                _("Hãy nhập lại theo thẻ căn cước hoặc VNeID; người chưa có số định danh thì để trống."),
                told,
            )
    if person.birth_date is not None and person.birth_date > today:
        raise Invalid(_("Ngày sinh ở tương lai."), _("Hãy kiểm tra lại ngày sinh."))
    return Person(
        name=checks.text(person.name, _("họ tên"), required=True),
        number=checks.text(number, _("số định danh"), longest=20),
        kind=kind,
        birth_date=person.birth_date,
        address=checks.text(person.address, _("địa chỉ"), longest=500),
        phone=checked_phone(person.phone),
        email=checked_email(person.email),
    )


def _fields(locality_id: int, person: Person) -> dict[str, Any]:
    return {
        "locality_id": locality_id,
        "kind": person.kind,
        "number": person.number,
        "name": person.name,
        "folded": fold(person.name),
        "birth_date": person.birth_date,
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
    }


def _update(found: Applicant, person: Person) -> None:
    changed = [
        name for name in CONTACT if getattr(person, name) and getattr(person, name) != getattr(found, name)
    ]
    if person.birth_date and found.birth_date != person.birth_date:
        changed.append("birth_date")
    for name in changed:
        setattr(found, name, getattr(person, name))
    if changed:
        found.save(update_fields=changed)
