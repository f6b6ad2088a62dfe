"""What figures of a unit in Phú Thọ typically look like, by the names that the criteria sets give them.

Rates of dossiers lie where the published ones of 2026 lie (of the province's 597,918 dossiers 88 % settled in
time, 24 % digitised, 72 % with an electronic result, 23 % with reused data); everything else is set by
judgement. Rates and values: the middle, and how much a unit gains that is one deviation better.
"""

from __future__ import annotations

# Dossiers that a unit receives in a year, by ranking block.
SIZES = {
    "xa": 2600.0,
    "phuong": 4300.0,
    "dac_khu": 1500.0,
    "so": 3200.0,
    "nong_thon": 9000.0,
    "do_thi": 21000.0,
}

# Provinces and communes of today began on 01/07/2025.
SHARE_OF_YEAR = {2025: 0.5}

USUAL_COUNT = (6, 26)
USUAL_RATE = (91.0, 7.0)
USUAL_VALUE = (90.0, 6.0, 100.0, 2)

# Wholes that are a share of another.
SHARES = {
    "dossiers_finished_or_overdue": ("dossiers_received", 0.97),
    "results_total": ("dossiers_finished_or_overdue", 1.0),
    "dossiers_eligible_online": ("dossiers_received", 0.94),
    "dossiers_with_fee": ("dossiers_received", 0.56),
    "slips_total": ("dossiers_received", 0.3),
    "pakn_answered": ("pakn_due", 1.0),
}

# Wholes: from, to. From 0 where a year may bring none.
COUNTS = {
    "tasks_total_minus_excused": (28, 66),
    "findings_total": (0, 10),
    "issues_found": (0, 7),
    "tthc_in_force": (370, 399),
    "pakn_due": (0, 16),
    "delegated_total": (0, 9),
    "staff_total": (38, 64),
    "training_quota": (8, 34),
    "assigned_capital": (1_800, 64_000),
    "recommendations_total": (0, 8),
    "services_online": (120, 320),
    "docs_out": (900, 4_400),
    "files_planned": (40, 260),
    "fee_services": (12, 42),
    "communes": (10, 24),
    "units_iso": (10, 24),
    "units": (9, 14),
    "commune_staff": (210, 480),
    "lost_points_last_year": (9, 22),
    "docs_issued": (0, 9),
    "legal_docs_planned": (0, 8),
    "review_total": (0, 7),
    "wrong_docs": (0, 3),
    "tthc_to_publish": (0, 40),
    "service_units": (2, 14),
    "services_eligible": (30, 120),
}

RATES = {
    "tasks_done": (94.0, 5.0),
    "tasks_done_on_time": (93.0, 6.0),
    "tthc_posted": (98.5, 2.0),
    "tthc_online_published": (97.5, 3.0),
    "tthc_public": (98.0, 2.0),
    "tthc_via_centre": (97.0, 4.0),
    "dossiers_on_time": (96.0, 2.2),
    "overdue_with_apology": (74.0, 22.0),
    "pakn_published": (84.0, 18.0),
    "trained": (92.0, 9.0),
    "disbursed": (86.0, 11.0),
    "dossiers_online": (70.0, 14.0),
    "paid_online": (86.0, 7.0),
    "services_used_online": (58.0, 12.0),
    "dossiers_digitised": (47.0, 17.0),
    "results_electronic": (82.0, 9.0),
    "dossiers_reuse": (34.0, 11.0),
    "docs_signed": (98.0, 2.5),
    "files_made": (89.0, 8.0),
    "slips_satisfied": (93.0, 4.0),
    "fee_services_online": (62.0, 16.0),
    "bcci_tthc": (34.0, 10.0),
    "autonomous_units": (76.0, 18.0),
}

# Values: the middle, the gain, the most there can be, decimals.
VALUES = {
    "forms_count": (4.3, 1.2, 8.0, 0),
    "score_766_year": (72.0, 7.5, 100.0, 2),
    "edoc_rate": (95.0, 4.0, 100.0, 2),
    "plan_rate": (93.0, 5.0, 100.0, 2),
    "inspected_rate": (31.0, 7.0, 100.0, 2),
    "revenue_rate": (104.0, 6.0, 160.0, 2),
    "commune_mean_index": (82.0, 4.0, 100.0, 2),
    "bcci_receive_rate": (12.0, 4.0, 100.0, 2),
    "bcci_return_rate": (13.0, 4.0, 100.0, 2),
}

# Values in per cent that are counted.
QUOTIENTS = {"on_time_rate": ("dossiers_on_time", "dossiers_finished_or_overdue")}

# Variables of formulas: parts with their whole, and faults with the quality below which one happens.
PARTS = {"fee_services_online": "fee_services", "paid_online": "dossiers_with_fee"}
RARE_FAULTS = {
    "overdue_open": -1.5,
    "late_done": -0.7,
    "leader_disciplined": -9.0,
    "staff_disciplined": -1.9,
}

MANUAL_REASON = "Điểm minh họa của bản trình diễn"


def level(year: int) -> float:
    """How good units are at their work in a year, in deviations: a little better from year to year."""
    return -0.48 + 0.14 * (year - 2025)
