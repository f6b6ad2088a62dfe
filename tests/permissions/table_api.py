"""Every operation of the API and what it needs: the part of the table that goes by paths."""

from __future__ import annotations

from caicach.apps.parindex.tests.small import CODE
from caicach.platform.access import Permission

from .bodies import DAY, REASON, described_paper, document, ended, mapping_file, table_file, why, year_of
from .rows import CASE, ENTRY, NOWHERE, PUBLIC, ROUND, SET, SIGNED_IN, UNIT, VACANCY, WHOLE_UNIT, Row
from .world import LEAF, PUBLISHED, Place

P = Permission

# Beside those who enter a leaf: who speaks about it for the unit, for the appraisers, for whoever leads them.
SPEAK = (P.SELF_SCORE_LOCK, P.APPRAISE, P.APPRAISAL_MANAGE)

API_OF_UNITS = [
    Row("GET", "/api/units", P.UNITS_READ),
    Row(
        "POST", "/api/units", P.UNITS_MANAGE, UNIT,
        body=lambda at: {"kind": "division", "name": "Mới", "valid_from": "2026-01-01", "parent_id": at.unit_id},
    ),
    Row("GET", "/api/units/tree", P.UNITS_READ),
    Row("GET", "/api/units/{unit_id}", P.UNITS_READ, UNIT),
    Row("GET", "/api/units/{unit_id}/successors", P.UNITS_READ, UNIT),
    Row("GET", "/api/units/{unit_id}/predecessors", P.UNITS_READ, UNIT),
    Row("GET", "/api/units/{unit_id}/answerable", P.UNITS_READ, UNIT, query=lambda at: {"code": LEAF}),
    Row("POST", "/api/units/{unit_id}/amend", P.UNITS_MANAGE, UNIT, body=why),
    Row(
        "POST", "/api/units/{unit_id}/rename", P.UNITS_MANAGE, UNIT,
        body=lambda at: {"name": "Xã Mới", "subkind": "xa", "on": DAY, "basis": REASON},
    ),
    Row(
        "POST", "/api/units/{unit_id}/move", P.UNITS_MANAGE, UNIT,
        body=lambda at: {"parent_id": at.locality_id, "on": DAY, "reason": REASON},
    ),
    Row("POST", "/api/units/{unit_id}/end", P.UNITS_MANAGE, UNIT, body=ended),
    Row("POST", "/api/units/import", P.UNITS_MANAGE, body=table_file),
    Row("POST", "/api/units/import-succession", P.UNITS_MANAGE, body=mapping_file),
    Row(
        "POST", "/api/successions", P.UNITS_MANAGE, UNIT,
        body=lambda at: {
            "predecessor_id": at.predecessor_id, "successor_id": at.unit_id, "part": "full", "basis": REASON
        },
    ),
    Row("POST", "/api/successions/{succession_id}/withdraw", P.UNITS_MANAGE, UNIT, body=why),
    Row("GET", "/api/posts", P.UNITS_READ),
    Row(
        "POST", "/api/posts", P.USERS_MANAGE, UNIT,
        body=lambda at: {
            "user_id": at.user_id, "unit_id": at.unit_id, "role": "unit_head", "valid_from": "2026-01-01"
        },
    ),
    Row("POST", "/api/posts/{post_id}/end", P.USERS_MANAGE, UNIT, body=ended),
    Row("GET", "/api/notices", P.UNITS_READ),
    Row(
        "POST", "/api/notices", P.RESPONSIBILITY_ASSIGN, UNIT,
        body=lambda at: {
            "unit_id": at.unit_id, "number": "99/TB-UBND", "date": "2026-01-02", "valid_from": "2026-01-02",
            "assignments": [{"node_code": LEAF, "holder_unit_id": at.division_id}],
        },
    ),
    Row("GET", "/api/notices/{notice_id}", P.UNITS_READ, UNIT),
    Row("POST", "/api/notices/{notice_id}/end", P.RESPONSIBILITY_ASSIGN, UNIT, body=ended),
    Row("GET", "/api/my-notices", SIGNED_IN),
    Row("POST", "/api/my-notices/read", SIGNED_IN),
    Row("POST", "/api/my-notices/{notice_id}/read", NOWHERE, args={"notice_id": "0"}),
    Row("GET PUT", "/api/my-notices/mail", SIGNED_IN, body=lambda at: {"mail": "never"}),
    Row("GET", "/api/audit", P.AUDIT_READ),
    Row("GET", "/api/audit/{sequence}", P.AUDIT_READ, ENTRY),
]  # fmt: skip

API_OF_DOCUMENTS = [
    Row("GET", "/api/units/{unit_id}/documents", P.EVIDENCE_READ, UNIT),
    Row("POST", "/api/units/{unit_id}/documents", P.EVIDENCE_ADD, UNIT, body=described_paper),
    Row("GET", "/api/documents/{document_id}", P.EVIDENCE_READ, UNIT),
    Row("GET", "/api/documents/{document_id}/file", P.EVIDENCE_READ, UNIT),
    Row("POST", "/api/documents/{document_id}/amend", P.EVIDENCE_ADD, UNIT, body=lambda at: {"title": "Mới"}),
    Row("POST", "/api/documents/{document_id}/withdraw", P.EVIDENCE_ADD, UNIT, body=why),
]  # fmt: skip

API_OF_INPUT = [
    Row("GET", "/api/frameworks", P.FRAMEWORK_READ),
    Row("POST", "/api/frameworks", P.FRAMEWORK_EDIT, body=document),
    Row("GET", "/api/frameworks/schema", SIGNED_IN),
    Row("POST", "/api/frameworks/check", P.FRAMEWORK_READ, body=document),
    Row("GET", "/api/frameworks/{code}", P.FRAMEWORK_READ, SET),
    Row(
        "PUT", "/api/frameworks/{code}", P.FRAMEWORK_EDIT, SET,
        body=document, query=lambda at: {"digest": at.set_digest},
    ),
    Row("GET", "/api/frameworks/{code}/yaml", P.FRAMEWORK_READ, SET),
    Row("GET", "/api/frameworks/{code}/xlsx", P.FRAMEWORK_READ, SET),
    Row("GET", "/api/frameworks/{code}/changes", P.FRAMEWORK_READ, SET),
    Row(
        "POST", "/api/frameworks/{code}/versions", P.FRAMEWORK_EDIT, SET,
        body=lambda at: {"code": "XA-MOI", "year": 2027},
    ),
    Row("POST", "/api/frameworks/{code}/delete", P.FRAMEWORK_EDIT, SET, body=why),
    Row("GET", "/api/rounds", P.FRAMEWORK_READ, query=year_of),
    Row(
        "POST", "/api/rounds", P.ROUND_MANAGE, VACANCY,
        body=lambda at: {
            "locality_id": at.locality_id, "year": 2027, "subject": "commune", "framework": CODE
        },
    ),
    Row("GET", "/api/rounds/{round_id}", P.FRAMEWORK_READ, ROUND),
    Row("GET", "/api/rounds/{round_id}/units", P.FRAMEWORK_READ, ROUND),
    Row(
        "POST", "/api/rounds/{round_id}/units", P.ROUND_MANAGE, ROUND,
        body=lambda at: {"units": [{"unit_id": at.unit_id, "block": "xa"}]},
    ),
    Row(
        "PUT", "/api/rounds/{round_id}/framework", P.ROUND_MANAGE, ROUND,
        body=lambda at: {"framework": CODE, "reason": REASON},
    ),
    Row("POST", "/api/rounds/{round_id}/rescore", P.ROUND_MANAGE, ROUND),
    Row("POST", "/api/rounds/{round_id}/count", P.ROUND_MANAGE, ROUND),
    Row("POST", "/api/rounds/{round_id}/facts", P.FACTS_ENTER, ROUND, body=lambda at: {"units": []}),
    Row(
        "POST", "/api/rounds/{round_id}/facts", P.FACTS_ENTER, ROUND,
        query=lambda at: {"preview": "true"}, body=lambda at: {"units": []},
    ),
    Row("GET", "/api/units/{unit_id}/scoring-sheet", P.FACTS_READ, UNIT, query=year_of),
    # Whoever may is told that the file is no scoring sheet (422).
    Row(
        "POST", "/api/units/{unit_id}/scoring-sheet/compare", P.FACTS_ENTER, UNIT,
        query=year_of, body=table_file,
    ),
    Row("GET", "/api/units/{unit_id}/facts", P.FACTS_READ, UNIT, query=year_of),
    Row(
        "PATCH", "/api/units/{unit_id}/facts", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"reason": REASON, "bonus": {"T1": 1}}, not_for=WHOLE_UNIT,
    ),
    Row("GET", "/api/units/{unit_id}/facts/{code}", P.FACTS_READ, UNIT, query=year_of),
    Row(
        "PUT", "/api/units/{unit_id}/facts/{code}", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"inputs": {"num": 5, "den": 5}, "version": 1, "reason": REASON},
    ),
    Row("GET", "/api/units/{unit_id}/facts/{code}/counted", P.FACTS_READ, UNIT, query=year_of),
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/counted", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"version": 0},
    ),
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/withdraw", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"reason": REASON, "version": 1},
    ),
]  # fmt: skip

API_OF_SELF_SCORE = [
    Row("GET", "/api/units/{unit_id}/process", P.FACTS_READ, UNIT, query=year_of),
    Row(
        "PUT", "/api/units/{unit_id}/facts/{code}/note", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"text": REASON, "version": 0},
    ),
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/proofs", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"document_id": 1},
    ),
    Row(
        "POST", "/api/units/{unit_id}/proofs", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"document_id": at.document_id, "codes": [LEAF]},
    ),
    Row(
        "DELETE", "/api/units/{unit_id}/facts/{code}/proofs/{document_id}", P.FACTS_ENTER, UNIT,
        query=year_of, args={"document_id": "1"},
    ),
    # Whoever may answer is told that nothing was asked (409): the unit of this world has not come to its explanation.
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/answer", P.FACTS_ENTER, UNIT,
        query=year_of, body=lambda at: {"text": REASON},
    ),
    Row("POST", "/api/units/{unit_id}/evidence-package", P.EVIDENCE_READ, UNIT, query=year_of),
    Row(
        "POST", "/api/units/{unit_id}/self-score/lock", P.SELF_SCORE_LOCK, UNIT,
        query=year_of, body=lambda at: {"report_id": None},
    ),
    Row("POST", "/api/units/{unit_id}/self-score/withdraw", P.SELF_SCORE_LOCK, UNIT, query=year_of, body=why),
    Row("POST", "/api/units/{unit_id}/self-score/unlock", P.ROUND_MANAGE, UNIT, query=year_of, body=why),
    Row(
        "POST", "/api/units/{unit_id}/explanation", P.SELF_SCORE_LOCK, UNIT,
        query=year_of, body=lambda at: {"report_id": None},
    ),
    Row(
        "GET", "/api/units/{unit_id}/facts/{code}/comments", P.FACTS_ENTER, UNIT,
        query=year_of, also=(*SPEAK, P.COUNCIL_READ),
    ),
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/comments", P.FACTS_ENTER, UNIT,
        query=year_of, also=(*SPEAK, P.COUNCIL_DECIDE), body=lambda at: {"text": REASON},
    ),
    # Whoever may read is told that there is no comment of his to withdraw (409).
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/comments/{comment_id}/withdraw", P.FACTS_ENTER, UNIT,
        query=year_of, also=(*SPEAK, P.COUNCIL_READ), args={"comment_id": "1"},
    ),
    Row("GET", "/api/units/{unit_id}/tasks", P.RESPONSIBILITY_ASSIGN, UNIT, query=year_of),
    Row(
        "PUT", "/api/units/{unit_id}/tasks", P.RESPONSIBILITY_ASSIGN, UNIT,
        query=year_of, body=lambda at: {"codes": [LEAF], "person_id": at.user_id},
    ),
    Row(
        "POST", "/api/units/{unit_id}/tasks/take-back", P.RESPONSIBILITY_ASSIGN, UNIT,
        query=year_of, body=lambda at: {"codes": [LEAF]},
    ),
    Row(
        "POST", "/api/units/{unit_id}/tasks/from-notices", P.RESPONSIBILITY_ASSIGN, UNIT,
        query=year_of, body=lambda at: {"due_on": None},
    ),
    Row("PUT", "/api/rounds/{round_id}/deadlines", P.ROUND_MANAGE, ROUND, body=why),
]  # fmt: skip

API_OF_APPRAISAL = [
    Row("GET", "/api/appraisal/{year}/leaves", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row("GET", "/api/appraisal/{year}/{subject}/{code}", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row(
        "PUT", "/api/appraisal/{year}/units/{unit_id}/points/{code}", P.APPRAISE, UNIT,
        body=lambda at: {"points": "1", "reason": REASON, "version": 0},
    ),
    Row(
        "PUT", "/api/appraisal/{year}/units/{unit_id}/questions/{code}", P.APPRAISE, UNIT,
        body=lambda at: {"text": REASON},
    ),
    Row(
        "POST", "/api/appraisal/{year}/units/{unit_id}/steps", P.APPRAISAL_MANAGE, UNIT,
        body=lambda at: {"step": "start_appraisal"},
    ),
    Row("GET", "/api/appraisal/{year}/units/{unit_id}/layers", P.RESULTS_READ, UNIT),
]  # fmt: skip

API_OF_COUNCIL = [
    Row("GET", "/api/rounds/{round_id}/council", P.COUNCIL_READ, ROUND),
    Row(
        "PUT", "/api/rounds/{round_id}/council/{participant_id}/points/{code}", P.COUNCIL_DECIDE, ROUND,
        body=lambda at: {"points": "1", "reason": REASON},
    ),
    Row(
        "POST", "/api/rounds/{round_id}/council/sessions", P.APPRAISAL_MANAGE, ROUND,
        body=lambda at: {"number": "1/BB", "held_on": "2026-01-02", "participants": [at.participant_id]},
    ),
    Row(
        "POST", "/api/rounds/{round_id}/publications", P.RESULTS_PUBLISH, ROUND,
        body=lambda at: {"number": "15/QĐ-UBND", "issued_on": "2026-01-02"},
    ),
    Row(
        "POST", "/api/rounds/{round_id}/corrections", P.RESULTS_PUBLISH, ROUND,
        body=lambda at: {
            "number": "15/QĐ-UBND", "issued_on": "2026-01-02", "reason": REASON,
            "changes": [{"participant_id": at.participant_id, "code": LEAF, "points": "1", "reason": REASON}],
        },
    ),
    Row(
        "GET", "/api/rounds/{round_id}/publications/{edition}/record", P.COUNCIL_READ, ROUND,
        args={"edition": "1"},
    ),
    Row(
        "POST", "/api/units/{unit_id}/facts/{code}/dispute", P.SELF_SCORE_LOCK, UNIT, query=year_of, body=why
    ),
]  # fmt: skip

API_OF_RESULTS = [
    Row("GET", "/api/results/years", SIGNED_IN),
    Row("GET", "/api/results/{year}/ranking", P.RESULTS_READ),
    Row("GET", "/api/results/{year}/units/{unit_id}", P.RESULTS_READ, UNIT),
    Row("GET", "/api/results/{year}/units/{unit_id}/why", P.RESULTS_READ, UNIT),
    Row("GET", "/api/results/{year}/units/{unit_id}/why/{code}", P.RESULTS_READ, UNIT),
    Row("GET", "/api/results/{year}/units/{unit_id}/analysis", P.RESULTS_READ, UNIT),
    Row("GET", "/api/results/{year}/criteria/{subject}/{code}", P.RESULTS_READ),
    Row("GET", "/api/results/{year}/analysis", P.RESULTS_READ),
    Row("GET", "/api/results/{year}/targets", P.RESULTS_READ),
    Row(
        "PUT", "/api/results/{year}/targets/{unit_id}", P.TARGETS_SET, UNIT,
        body=lambda at: {"kind": "par_index", "minimum": "85", "document": REASON},
    ),
    Row("GET", "/api/trend", P.RESULTS_READ),
    Row("GET", "/api/trend/units/{unit_id}", P.RESULTS_READ, UNIT),
]  # fmt: skip

API_FOR_EVERYBODY = [
    Row("GET", "/api/public/decisions", PUBLIC),
    Row("GET", "/api/public/decisions/{publication_id}", PUBLIC),
    Row("GET", "/api/public/units/{unit_id}", PUBLIC),
]


def of_last_year(at: Place) -> dict[str, object]:
    return {"year": PUBLISHED}


PLAN = "/api/units/{unit_id}/remedy-plan"
API_OF_ACCOUNTABILITY = [
    Row("GET", "/api/remedy-plans", P.RESULTS_READ, query=of_last_year),
    Row("GET", PLAN, P.RESULTS_READ, UNIT, query=of_last_year),
    Row(
        "PUT", PLAN + "/leaves/{code}", P.REMEDIES_PLAN, UNIT, query=of_last_year,
        body=lambda at: {"what": REASON, "version": 1},
    ),
    Row(
        "PUT", PLAN + "/leaves/{code}/progress/{month}", P.REMEDIES_PLAN, UNIT, query=of_last_year, args={"month": "3"},
        body=lambda at: {"state": "under_way"},
    ),
    Row("POST", PLAN + "/approve", P.REMEDIES_APPROVE, UNIT, query=of_last_year),
    Row("POST", PLAN + "/close", P.REMEDIES_APPROVE, UNIT, query=of_last_year, body=why),
    Row("GET", "/api/consequences", P.CONSEQUENCES_READ, query=of_last_year),
    Row("GET", "/api/consequences/mine", SIGNED_IN),
    Row("GET", "/api/consequences/{case_id}", P.CONSEQUENCES_READ, CASE, query=of_last_year),
    Row("POST", "/api/rounds/{round_id}/consequences", P.CONSEQUENCES_DECIDE, ROUND),
    Row("POST", "/api/consequence-notices", P.CONSEQUENCES_DECIDE, CASE, body=lambda at: {"ids": [at.case_id]}),
    Row(
        "POST", "/api/consequences/{case_id}/objection", P.REMEDIES_PLAN, CASE, query=of_last_year,
        body=lambda at: {"text": REASON},
    ),
    Row(
        "POST", "/api/consequences/{case_id}/decision", P.CONSEQUENCES_DECIDE, CASE, query=of_last_year,
        body=lambda at: {"step": "lift", "reason": REASON, "version": 2},
    ),
]  # fmt: skip
