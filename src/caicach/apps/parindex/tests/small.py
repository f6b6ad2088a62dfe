"""A criteria set small enough to know by heart, for the tests of what is entered: every kind of field, a policy, a knock-out."""

from __future__ import annotations

from caicach.apps.parindex.actions import frameworks, rounds
from caicach.apps.parindex.models import FrameworkVersion, Participant, Round
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.units.models import Unit

CODE = "XA-NHO"
TEXT = """\
# Bộ nhỏ của kiểm thử
framework: {code: XA-NHO, name: "Bộ nhỏ", name_en: "Small set", subject: commune, year: 2024, max: 10}
attributes: [{code: no_procedures, name: "Không có thủ tục"}]
reference_dates: [{code: plan, name: "ngày ban hành kế hoạch tỉnh", default: "10/01"}]
blocks: [{code: xa, name: "Xã"}, {code: phuong, name: "Phường"}]
classes: [{name: "Tốt", name_en: "Good", from: 80}, {name: "Chưa đạt", name_en: "Weak", from: 0}]
bonus: {cap: 1, items: [{code: T1, name: "Sáng kiến", per: 0.5, unit: "sáng kiến"}]}
penalty: {cap: 1, items: [{code: P1, name: "Nộp muộn", per: 0.5, unit: "ngày"}]}
agencies: [{code: noi_vu, name: "Sở Nội vụ"}, {code: tu_phap, name: "Sở Tư pháp"}]
labels:
  done: {vi: "số việc xong", en: "tasks done"}
  all: {vi: "số việc", en: "tasks"}
tree:
- code: "1"
  name: "Chỉ đạo"
  max: 6
  children:
  - {code: "1.1", name: "Kế hoạch", max: 2, agency: noi_vu, rule: {type: timeliness, due: "31/01", on_time: 2, late: 1}}
  - {code: "1.2", name: "Tỷ lệ", max: 2, agency: tu_phap, na: exclude, rule: {type: ratio, num: done, den: all}}
  - code: "1.3"
    name: "Nội dung"
    max: 2
    rule: {type: checklist, items: [{text: "Đủ", points: 1}, {text: "Rõ", points: 1}]}
- code: "2"
  name: "Kết quả"
  max: 4
  zero_if: {when: "overdue > 3", reason: "quá nhiều hồ sơ quá hạn"}
  children:
  - {code: "2.1", name: "Đạt", max: 1, rule: {type: binary, done: 1}}
  - {code: "2.2", name: "Mức", max: 1, rule: {type: choice, options: [{text: "Cao", points: 1}, {text: "Thấp", points: 0}]}}
  - {code: "2.3", name: "Điểm tay", max: 1, rule: {type: manual}}
  - {code: "2.10", name: "So sánh", max: 1, rule: {type: compare, value: done, mean: all, ge: 1}}
"""


def version() -> FrameworkVersion:
    """The small set, stored and shared."""
    return frameworks.import_document(SYSTEM, TEXT, "small.yaml")


def opened(place: Province, year: int = 2026) -> Round:
    """A round by the small set in which all communes take part; no facts yet."""
    version()
    made = rounds.open_round(SYSTEM, place.unit.pk, year, "commune", CODE)
    rounds.add_participants(SYSTEM, made.pk, [(unit.pk, unit.subkind) for unit in place.communes])
    made.refresh_from_db()
    return made


def member(made: Round, unit: Unit) -> Participant:
    return Participant.objects.select_related("unit", "round").get(round=made, unit=unit)
