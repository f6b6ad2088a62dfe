"""What lies on the counter between two clicks: everything typed so far, without a row in the database.

The page is one form. Each button sends all of it; what comes back is the same form with what the button asked for filled in, so
that nothing typed is ever lost, with or without JavaScript. Scans are kept as soon as they arrive and stand in the form signed.
"""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.apps.dossiers import forms_counter as f
from caicach.apps.dossiers.models import Applicant, KeptPaper
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries.counter import Offered
from caicach.apps.units.models import Unit
from caicach.core.dossiers import personal_number
from caicach.core.dossiers.law import refusal_reasons
from caicach.core.dossiers.status import Channel
from caicach.platform import errors
from caicach.platform.access import Scope
from caicach.platform.wording import sentence
from caicach.web import fields

RECEIVE, GUIDE, REFUSE = "receive", "guide", "refuse"
ENDS = frozenset({RECEIVE, GUIDE, REFUSE})
"""The buttons that end the work on a dossier; all others only fill in."""
Form = TypeVar("Form", bound=forms.Form)
Fault = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Scans:
    """The scans that have arrived, by the prefix of their row: names of those that were kept, faults of those that were not."""

    names: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the checklist."""

    form: f.PaperForm
    scan: str
    """The name of the scan that has arrived, "" when none has."""
    fault: str
    """Why the scan that was sent just now was not kept."""


class Sheet(ABC):
    """What one dossier and several interlinked ones have in common: one person, who has papers; one token; the faults.

    `asked` is the button that was pressed; forms are checked only for one that ends. `offered` is what was chosen, known before
    this begins; `rows` are all lines of checklists.
    """

    offered: Offered | list[Offered] | None
    rows: list[Row]
    matter: f.MatterForm

    def __init__(self, scope: Scope, unit: Unit, typed: QueryDict, scans: Scans, asked: str = "") -> None:
        self.scope, self.unit, self.typed, self.scans, self.asked = scope, unit, typed, scans, asked
        self.said: list[str] = []
        self.known = self._known()
        self.kept: list[KeptPaper] = (
            [] if self.known is None else queries.kept_papers(scope, unit, self.known.pk, scope.today)
        )
        self.person = self._form(f.PersonForm)
        if self.focus == "number":
            self.person.fields["number"].widget.attrs["autofocus"] = True

    # --- what the page says of itself ---------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """One for each dossier that is begun, whatever is pressed until it is received."""
        given = self.typed.get("token", "")
        return given if is_token(given) else str(uuid.uuid4())

    @property
    def turn(self) -> int:
        """How often the page has come back."""
        return (number(self.typed.get("turn", "")) or 0) + 1 if self.typed else 0

    @property
    def stamp(self) -> str:
        """What the draft in the browser compares: a dossier that was made since, or a page that came back, has what was sent."""
        return f"{queries.last_sent(self.scope)}.{self.turn}"

    @property
    def focus(self) -> str:
        """Where the next key goes: the first part of the page that is not filled in."""
        if not self.offered:
            return "search"
        return "papers" if self.typed.get("name", "").strip() else "number"

    @property
    def search(self) -> str:
        return self.typed.get("search", "").replace("\x00", "").strip()[:200]

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, as the summary of faults lists it."""
        found: list[Fault] = [("", "", words) for words in self.said]
        for form in self._checked():
            found += fields.faults(form)
        for row in self.rows:
            if row.fault:
                found.append((row.form["scan"].id_for_label, row.form.paper.name, row.fault))
        return found

    # --- what a button that ends needs --------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Whether everything that the button needs is there and of the right kind."""
        checked = [form.is_valid() for form in self._checked()]
        self._check_number()
        return all(checked) and not self.faults

    def blame(self, fault: errors.Fault) -> None:
        """What the action has said against it."""
        self.said += [str(fault), *(one for one in fault.problems if one not in str(fault))]

    @abstractmethod
    def _checked(self) -> list[forms.Form]:
        """The forms that the button needs, none for a button that only fills in."""

    def _check_number(self) -> None:
        """The fault of the number beside its field, in the same words as while it is typed."""
        data = getattr(self.person, "cleaned_data", {})
        typed, kind = data.get("number", ""), data.get("kind", "")
        if fault := number_fault(kind, typed, data.get("birth_date"), self.scope):
            self.person.add_error("number", fault)

    # --- how the forms are made ---------------------------------------------------------------------------------------

    def _form(
        self, kind: Callable[..., Form], *arguments: Any, prefix: str = "", checked: bool | None = None
    ) -> Form:
        """A form with what was typed: checked when the button ends the work, else only filled in."""
        if self.asked in ENDS if checked is None else checked:
            return kind(*arguments, self.typed)
        start = f"{prefix}-" if prefix else ""
        typed = {
            name.removeprefix(start): value
            for name, value in self.typed.items()
            if name.startswith(start) and value != ""
        }
        return kind(*arguments, initial=typed)

    def _rows(self, offered: Offered) -> list[Row]:
        """The checklist; of the kept papers a row offers those that bear its name, else all."""
        rows = []
        for paper in offered.papers:
            prefix = f.PaperForm.prefix_of(paper)
            self._complete(prefix, {"form": paper.form, "copies": paper.copies})
            alike = [one for one in self.kept if queries.are_alike(one, paper)]
            form = self._form(f.PaperForm, paper, alike or self.kept, prefix=prefix)
            rows.append(Row(form, self.scans.names.get(prefix, ""), self.scans.faults.get(prefix, "")))
        return rows

    def _fees(self, offered: Offered) -> list[f.FeeForm]:
        """The fees of the channel."""
        channel = number(self.typed.get("channel", "")) or Channel.DIRECT.value
        due = [fee for fee in offered.fees if fee.channel in (None, channel)]
        for fee in due:
            self._complete(f.FeeForm.prefix_of(fee), {"amount": fee.amount, "paid": f.UNPAID})
        return [self._form(f.FeeForm, fee, prefix=f.FeeForm.prefix_of(fee)) for fee in due]

    def _complete(self, prefix: str, start: Mapping[str, object]) -> None:
        """A row that was not on the page yet counts as left as it stands."""
        for name, value in start.items():
            self.typed.setdefault(f"{prefix}-{name}", str(value))

    def _known(self) -> Applicant | None:
        """The person whose data were taken, as long as the number is still his."""
        pk = number(self.typed.get("applicant", ""))
        found = None if pk is None else queries.person(self.scope, self.unit, pk)
        typed = self.typed.get("number", "").strip()
        return found if found is not None and typed in ("", found.number) else None


class Desk(Sheet):
    """The counter with one dossier, as the page shows it."""

    def __init__(self, scope: Scope, unit: Unit, typed: QueryDict, scans: Scans, asked: str = "") -> None:
        version = number(typed.get("version", ""))
        self.offered: Offered | None = None if version is None else queries.procedure(scope, unit, version)
        super().__init__(scope, unit, typed, scans, asked)
        self.matter = self._form(f.DossierForm)
        self.rows = self._rows(self.offered) if self.offered else []
        self.fees = self._fees(self.offered) if self.offered else []
        self.missing = self._form(f.MissingForm)
        self.refusal = self._form(f.RefusalForm, reasons(), checked=asked == REFUSE)
        self.promise = self._form(f.PromiseForm, checked=asked == RECEIVE) if self._is_unlimited else None

    def is_valid(self) -> bool:
        """Whether everything that the button needs is there and of the right kind."""
        if self.offered is None:
            self.said.append(_("Chưa chọn thủ tục. Hãy tìm theo mã hoặc tên rồi chọn trong danh sách."))
        return super().is_valid()

    def _checked(self) -> list[forms.Form]:
        if self.asked not in ENDS:
            return []
        found = [self.person, self.matter, *(row.form for row in self.rows), *self.fees, self.missing]
        if self.asked == REFUSE:
            found.append(self.refusal)
        if self.asked == RECEIVE and self.promise is not None:
            found.append(self.promise)
        return found

    @property
    def _is_unlimited(self) -> bool:
        return self.offered is not None and self.offered.version.limit is None


def tick_required(desk: Sheet) -> None:
    """All required papers count as given."""
    for row in desk.rows:
        if row.form.paper.required:
            desk.typed[f"{row.form.prefix}-given"] = "on"


def take_over(typed: QueryDict, person: Applicant) -> None:
    """What is known of a person becomes what is typed."""
    typed["applicant"] = str(person.pk)
    for name in ("kind", "number", "name", "phone", "address", "email"):
        typed[name] = getattr(person, name)
    typed["birth_date"] = f"{person.birth_date:%d/%m/%Y}" if person.birth_date else ""


def number_fault(kind: str, typed: str, birth_date: Any, scope: Scope) -> str:
    """What is wrong with a personal number, "" when nothing is; only citizens have one of twelve digits."""
    if not typed or kind != Applicant.Kind.CITIZEN:
        return ""
    found = personal_number.faults(typed, birth_date, scope.today)
    return "; ".join(sentence(one) for one in found)


def reasons() -> dict[str, str]:
    """The reasons of refusal by code, in the reader's language."""
    return {code: sentence(ground.name) for code, ground in refusal_reasons().items()}


def number(text: str) -> int | None:
    """A whole number that fits an id; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def is_token(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
