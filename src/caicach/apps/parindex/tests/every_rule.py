"""A criteria set with every rule, every policy, a cap, a knock-out, bonus and penalty; and inputs for it drawn at random."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

TEXT = """\
framework: {code: MOI-CACH, name: "Mọi cách chấm", subject: commune, year: 2026, max: 40}
rounding: {stage: leaf, decimals: 2, mode: half_up}
attributes: [{code: no_fee, name: "Không thu phí"}]
reference_dates: [{code: plan, name: "ngày ban hành kế hoạch tỉnh", default: "10/01"}]
blocks: [{code: xa, name: "Xã"}]
classes: [{name: "Tốt", from: 80}, {name: "Chưa đạt", from: 0}]
bonus: {cap: 1.5, items: [{code: T1, name: "Sáng kiến", per: 0.5}, {code: T2, name: "Giải thưởng", per: 1}]}
penalty: {cap: 1, items: [{code: P1, name: "Nộp muộn", per: 0.25, unit: "ngày"}]}
tree:
- code: "1"
  name: "Chỉ đạo"
  max: 12
  children:
  - {code: "1.1", name: "Đúng hạn", max: 2, rule: {type: timeliness, due: "31/01", on_time: 2, late: 1}}
  - code: "1.2"
    name: "Sau kế hoạch tỉnh"
    max: 1
    rule: {type: timeliness, due: {working_days: 10, after: plan}, on_time: 1, late: 0.5, missing: 0.1}
  - {code: "1.3", name: "Đạt", max: 1, rule: {type: binary, done: 1, not_done: 0.2}}
  - code: "1.4"
    name: "Các ý"
    max: 2
    rule: {type: checklist, items: [{text: "Đủ", points: 1}, {text: "Rõ", points: 0.5}, {text: "Kịp", points: 0.5}]}
  - code: "1.5"
    name: "Mức"
    max: 3
    rule: {type: choice, options: [{text: "Cao", points: 3}, {text: "Vừa", points: 1.25}, {text: "Thấp", points: 0}]}
  - {code: "1.6", name: "Điểm tay", max: 3, rule: {type: manual}}
- code: "2"
  name: "Tỷ lệ"
  max: 14
  na: redistribute
  children:
  - {code: "2.1", name: "Theo 100", max: 4, rule: {type: ratio, num: done, den: all}}
  - code: "2.2"
    name: "Theo ngưỡng"
    max: 3
    na: exclude
    rule: {type: ratio, num: done, den: all, full_at: 90, zero_below: 50, scale: to_full}
  - code: "2.3"
    name: "Tính đủ khi không phát sinh"
    max: 2
    na: full
    rule: {type: ratio, num: done, den: all, full_at: 95}
  - {code: "2.4", name: "Không điểm khi không phát sinh", max: 2, na: zero, rule: {type: ratio, num: done, den: all}}
  - code: "2.5"
    name: "Chia cho nhóm"
    max: 3
    children:
    - {code: "2.5.1", name: "Phiếu", max: 1, rule: {type: survey, source: xhh, options: {A: 100, B: 60, C: 20, D: 0}}}
    - {code: "2.5.2", name: "Không thu phí", max: 2, na_when: "attr.no_fee", rule: {type: ratio, num: done, den: all}}
- code: "3"
  name: "Số lượng"
  max: 8
  capped: true
  zero_if: {when: "overdue / all > 0.5 or overdue > 90", reason: "quá hạn quá nhiều"}
  children:
  - {code: "3.1", name: "Trừ", max: 3, rule: {type: deduct, count: faults, per: 0.75, floor: 0.5}}
  - {code: "3.2", name: "Cộng", max: 2, rule: {type: count, value: gains, per: 0.4}}
  - code: "3.3"
    name: "Bậc"
    max: 2
    rule: {type: bands, value: rate, table: [{ge: 90, points: 2}, {gt: 70, points: 1.5}, {else: true, points: 0}]}
  - {code: "3.4", name: "Nguồn ngoài", max: 3, rule: {type: external, value: dti, full_at: 80}}
- code: "4"
  name: "Khác"
  max: 6
  children:
  - {code: "4.1", name: "Điều tra", max: 1, rule: {type: survey, source: xhh}}
  - code: "4.2"
    name: "Công thức"
    max: 2
    rule:
      type: formula
      variables: [late, all]
      branches:
      - {when: "late == 0 and all >= 1", points: "2"}
      - {when: "not (late / all <= 0.5)", points: "0"}
      - {points: "2 - 3 * min(late / all, 0.4) if all > 3 else max(0.5, abs(late - 1))"}
  - {code: "4.3", name: "So trung bình", max: 1, rule: {type: compare, value: done, mean: all, ge: 1, lt: 0.3}}
  - {code: "4.4", name: "So năm trước", max: 1, rule: {type: change, value: rate, up: 1, same: 0.5, down: 0}}
  - code: "4.5"
    name: "Theo bậc ngoài"
    max: 1
    na: full
    rule: {type: external, value: dti, table: [{gt: 60, points: 1}, {else: true, points: 0.25}]}
"""


def drawn(seed: int) -> dict[str, Any]:
    """The facts of one unit; one leaf in twelve is not stated, and now and then nothing arose."""
    chance = random.Random(seed)

    def ratio() -> dict[str, Any]:
        whole = 0 if chance.random() < 0.15 else chance.randint(1, 300)
        return {"num": chance.randint(0, whole), "den": whole}

    def decimal(most: int) -> Decimal:
        return Decimal(chance.randint(0, most * 100)) / 100

    day = f"2026-01-{chance.randint(5, 31):02d}"
    answers = {name: chance.randint(0, 20) if chance.random() < 0.8 else 0 for name in "ABCD"}
    inputs: dict[str, dict[str, Any]] = {
        "1.1": {"date": None if chance.random() < 0.2 else f"2026-02-{chance.randint(1, 28):02d}"},
        "1.2": {"date": day},
        "1.3": {"done": chance.random() < 0.5},
        "1.4": {"items": [chance.random() < 0.5 for _ in range(3)]},
        "1.5": {"option": chance.randrange(3)},
        "1.6": {"points": decimal(3), "reason": "theo biên bản"},
        **{code: ratio() for code in ("2.1", "2.2", "2.3", "2.4", "2.5.2")},
        "2.5.1": answers,
        "3": {"overdue": chance.randint(0, 100), "all": chance.randint(0, 100)},
        "3.1": {"count": chance.randint(0, 4)},
        "3.2": {"count": chance.randint(0, 7)},
        "3.3": {"value": decimal(100)},
        "3.4": {"value": decimal(100)},
        "4.1": {"index": decimal(105)},
        "4.2": {"late": chance.randint(0, 6), "all": chance.randint(0, 8)},
        "4.3": {"value": decimal(100)},
        "4.4": {"value": chance.randint(60, 64)},
        "4.5": {"value": decimal(100)},
    }
    lacking = [code for code in inputs if chance.random() < 1 / 12]
    facts: dict[str, Any] = {
        "unit": f"Xã {seed}",
        "block": "xa",
        "inputs": {code: raw for code, raw in inputs.items() if code not in lacking},
        "last_year": {"values": {"4.4": Decimal(62)}},
    }
    if chance.random() < 0.3:
        facts["not_applicable"] = chance.sample(["2.2", "2.3", "2.5", "2", "4.5"], 2)
    if chance.random() < 0.5:
        facts["attributes"] = {"no_fee": chance.random() < 0.5}
    if chance.random() < 0.6:
        facts["bonus"] = {"T1": chance.randint(0, 2), "T2": chance.randint(0, 2)}
        facts["penalty"] = {"P1": chance.randint(0, 6)}
    return facts
