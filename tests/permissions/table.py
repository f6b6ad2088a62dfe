"""Every route and what it needs, app by app.

A route that is not here fails `test_table.py`. To add one: a row with its methods, its name (pages) or path (API), the permission
of `platform.access.roles` it asks for, what kind of thing it is about, and a valid body where an empty one is refused before the
permission is asked for.
"""

from __future__ import annotations

from caicach.platform.access import Permission

from .bodies import REASON, bonus, given_leaf, one_fact, paper, said, table_file, why
from .rows import CASE, ENTRY, NOWHERE, PUBLIC, ROUND, SET, SIGNED_IN, UNIT, VACANCY, WHOLE_UNIT, Row
from .table_api import (
    API_FOR_EVERYBODY,
    API_OF_ACCOUNTABILITY,
    API_OF_APPRAISAL,
    API_OF_COUNCIL,
    API_OF_DOCUMENTS,
    API_OF_INPUT,
    API_OF_RESULTS,
    API_OF_SELF_SCORE,
    API_OF_UNITS,
    SPEAK,
)
from .table_books import API_OF_BOOKS, PAGES_OF_BOOKS, PAGES_OF_SLIPS
from .table_calendars import API_OF_THE_CALENDAR, PAGES_OF_THE_CALENDAR
from .table_counter import PAGES_OF_THE_COUNTER
from .table_directives import API_OF_DIRECTIVES, PAGES_OF_DIRECTIVES
from .table_dossiers_api import API_OF_DOSSIERS
from .table_importing import API_OF_IMPORTS, PAGES_OF_IMPORTS
from .table_lists import PAGES_OF_LISTS
from .table_procedures import API_OF_PROCEDURES, PAGES_OF_PROCEDURES, SERVICES_FOR_EVERYBODY
from .table_violations import API_OF_VIOLATIONS, PAGES_OF_VIOLATIONS
from .world import LEAF, SOURCE

P = Permission

PAGES_OF_THE_FRAME = [
    Row("GET", "health", PUBLIC),
    Row("GET", "robots", PUBLIC),
    Row("GET", "home", SIGNED_IN),
    Row("GET", "home_year", SIGNED_IN),
    Row("GET", "search", SIGNED_IN, query=lambda at: {"q": "xã"}),
    Row("GET", "help", SIGNED_IN),
    Row("POST", "set_language", PUBLIC, body=lambda at: {"language": "vi"}),
    Row("POST", "set_theme", PUBLIC, body=lambda at: {"theme": "dark"}),
    Row("GET", "style_guide", P.USERS_MANAGE),
    Row("GET", "style_guide_why", P.USERS_MANAGE),
    Row("GET POST", "accounts:login", PUBLIC),
    Row("POST", "accounts:logout", PUBLIC),
    Row("GET POST", "accounts:password", SIGNED_IN),
    Row("GET", "notices:list", SIGNED_IN),
    Row("POST", "notices:open", NOWHERE, args={"notice_id": "0"}),
    Row("POST", "notices:read", NOWHERE, args={"notice_id": "0"}),
    Row("POST", "notices:read_all", SIGNED_IN),
    Row("POST", "notices:mail", SIGNED_IN, body=lambda at: {"mail": "never"}),
    Row("GET", "audit:entries", P.AUDIT_READ),
    Row("GET", "audit:download", P.AUDIT_READ),
    Row("GET", "audit:entry", P.AUDIT_READ, ENTRY),
    Row("GET", "api:openapi-json", SIGNED_IN),
    Row("GET", "api:openapi-view", SIGNED_IN),
    Row("GET", "api:api-root", NOWHERE),
]

PAGES_OF_UNITS = [
    Row("GET", "units:home", SIGNED_IN),
    Row("GET", "units:list", P.UNITS_READ),
    Row("GET", "units:list", P.UNITS_READ, UNIT, query=lambda at: {"duoi": at.unit_id}),
    Row("GET", "units:tree", P.UNITS_READ),
    Row("GET", "units:tree", P.UNITS_READ, UNIT, query=lambda at: {"cha": at.unit_id}),
    Row("GET", "units:download_xlsx", P.UNITS_READ),
    Row("GET", "units:download_csv", P.UNITS_READ),
    Row("GET POST", "units:create", P.UNITS_MANAGE),
    Row("GET", "units:create", P.UNITS_MANAGE, UNIT, query=lambda at: {"cap-tren": at.unit_id}),
    Row("GET POST", "units:import", P.UNITS_MANAGE),
    Row("POST", "units:import", P.UNITS_MANAGE, body=table_file),
    Row("GET", "units:import_template_xlsx", P.UNITS_MANAGE),
    Row("GET", "units:import_template_csv", P.UNITS_MANAGE),
    Row("GET POST", "units:import_mapping", P.UNITS_MANAGE),
    Row("GET", "units:detail", P.UNITS_READ, UNIT),
    Row("GET POST", "units:amend", P.UNITS_MANAGE, UNIT),
    Row("GET POST", "units:rename", P.UNITS_MANAGE, UNIT),
    Row("GET POST", "units:move", P.UNITS_MANAGE, UNIT),
    Row("GET POST", "units:end", P.UNITS_MANAGE, UNIT),
    Row("GET POST", "units:succeed", P.UNITS_MANAGE, UNIT),
    Row("GET", "units:withdraw_succession", P.UNITS_MANAGE, UNIT),
    Row("POST", "units:withdraw_succession", P.UNITS_MANAGE, UNIT, body=why),
    Row("GET", "units:people_home", SIGNED_IN),
    Row("GET", "units:people", P.UNITS_READ),
    Row("GET", "units:people", P.UNITS_READ, UNIT, query=lambda at: {"don-vi": at.unit_id}),
    Row("GET POST", "units:add_person", P.USERS_MANAGE),
    Row("GET", "units:add_person", P.USERS_MANAGE, UNIT, query=lambda at: {"don-vi": at.unit_id}),
    Row("GET", "units:person", P.UNITS_READ, UNIT),
    Row("GET POST", "units:assign_post", P.USERS_MANAGE, UNIT),
    Row("POST", "units:reset_password", P.USERS_MANAGE, UNIT),
    Row("GET", "units:set_active", P.USERS_MANAGE, UNIT),
    Row("POST", "units:set_active", P.USERS_MANAGE, UNIT, body=why),
    Row("GET POST", "units:end_post", P.USERS_MANAGE, UNIT),
    Row(
        "POST", "units:end_post", P.USERS_MANAGE, UNIT, body=lambda at: {"on": "30/11/2026", "reason": REASON}
    ),
    Row("GET", "units:notices_home", SIGNED_IN),
    Row("GET", "units:notices", P.UNITS_READ),
    Row("GET", "units:lookup", P.UNITS_READ),
    Row("GET POST", "units:issue_notice", P.RESPONSIBILITY_ASSIGN),
    Row(
        "GET POST",
        "units:issue_notice",
        P.RESPONSIBILITY_ASSIGN,
        UNIT,
        query=lambda at: {"don-vi": at.unit_id},
    ),
    Row("GET", "units:notice", P.UNITS_READ, UNIT),
    Row("GET POST", "units:end_notice", P.RESPONSIBILITY_ASSIGN, UNIT),
]

PAGES_OF_DOCUMENTS = [
    Row("GET", "documents:home", P.EVIDENCE_READ),
    Row("GET", "documents:shelf", P.EVIDENCE_READ, UNIT),
    Row("GET POST", "documents:add", P.EVIDENCE_ADD, UNIT),
    Row("POST", "documents:add", P.EVIDENCE_ADD, UNIT, body=paper),
    Row("GET", "documents:document", P.EVIDENCE_READ, UNIT),
    Row("GET", "documents:download", P.EVIDENCE_READ, UNIT),
    Row("GET POST", "documents:amend", P.EVIDENCE_ADD, UNIT),
    Row(
        "POST", "documents:amend", P.EVIDENCE_ADD, UNIT,
        body=lambda at: {"title": "Kế hoạch mới", "kind": "plan", "year": at.year},
    ),
    Row("GET POST", "documents:withdraw", P.EVIDENCE_ADD, UNIT),
    Row("POST", "documents:withdraw", P.EVIDENCE_ADD, UNIT, body=why),
]  # fmt: skip

PAGES_OF_CRITERIA_SETS = [
    Row("GET", "parindex:frameworks", P.FRAMEWORK_READ),
    Row("GET POST", "parindex:framework_import", P.FRAMEWORK_EDIT),
    Row(
        "POST",
        "parindex:framework_import",
        P.FRAMEWORK_EDIT,
        body=lambda at: {"text": at.set_text, "luu": "1"},
    ),
    Row("GET POST", "parindex:framework_import_sheet", P.FRAMEWORK_EDIT),
    Row("GET", "parindex:framework", P.FRAMEWORK_READ, SET),
    Row("GET", "parindex:framework_download", P.FRAMEWORK_READ, SET),
    Row("GET", "parindex:framework_download", P.FRAMEWORK_READ, SET, args={"format": "yaml"}),
    Row("GET", "parindex:framework_compare", P.FRAMEWORK_READ, SET),
    Row("GET POST", "parindex:framework_new_version", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_delete", P.FRAMEWORK_EDIT, SET),
    Row("POST", "parindex:framework_delete", P.FRAMEWORK_EDIT, SET, body=why),
    Row("GET", "parindex:framework_edit", P.FRAMEWORK_EDIT, SET),
    Row("POST", "parindex:framework_publish", P.FRAMEWORK_EDIT, SET, body=lambda at: {"seen": at.set_digest}),
    Row("POST", "parindex:framework_discard", P.FRAMEWORK_EDIT, SET, body=lambda at: {"seen": at.set_digest}),
    Row("GET POST", "parindex:framework_yaml", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_head", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_map", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_node_add", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_node", P.FRAMEWORK_EDIT, SET),
    Row("GET POST", "parindex:framework_node_yaml", P.FRAMEWORK_EDIT, SET),
    Row("POST", "parindex:framework_node_check", P.FRAMEWORK_EDIT, SET),
    Row("GET", "parindex:framework_node_rule", P.FRAMEWORK_EDIT, SET),
    Row(
        "POST", "parindex:framework_node_move", P.FRAMEWORK_EDIT, SET, body=lambda at: {"seen": at.set_digest}
    ),
    Row(
        "POST",
        "parindex:framework_node_remove",
        P.FRAMEWORK_EDIT,
        SET,
        body=lambda at: {"seen": at.set_digest},
    ),
]

PAGES_OF_ROUNDS = [
    Row("GET", "parindex:latest_rounds", SIGNED_IN),
    Row("GET", "parindex:rounds", P.FRAMEWORK_READ),
    Row("GET POST", "parindex:round_open", P.ROUND_MANAGE, VACANCY, args={"subject": "department"}),
    Row("GET", "parindex:round", P.FRAMEWORK_READ, ROUND),
    Row("GET POST", "parindex:round_framework", P.ROUND_MANAGE, ROUND),
    Row("GET POST", "parindex:round_dates", P.ROUND_MANAGE, ROUND),
    Row("GET POST", "parindex:round_add", P.ROUND_MANAGE, ROUND),
    Row("POST", "parindex:round_rescore", P.ROUND_MANAGE, ROUND),
    Row("POST", "parindex:round_count", P.ROUND_MANAGE, ROUND),
    Row("GET POST", "parindex:participant", P.ROUND_MANAGE, ROUND),
    Row("GET POST", "parindex:participant_remove", P.ROUND_MANAGE, ROUND),
]

PAGES_OF_FACTS = [
    Row("GET", "parindex:own_facts", SIGNED_IN),
    Row("GET POST", "parindex:facts_import", P.FACTS_ENTER),
    Row("GET", "parindex:facts_template", P.FACTS_ENTER, ROUND),
    Row("GET", "parindex:scoring_sheet", P.FACTS_READ, UNIT),
    Row("GET POST", "parindex:scoring_sheet_load", P.FACTS_ENTER, UNIT),
    Row("GET", "parindex:facts", P.FACTS_READ, UNIT),
    Row("GET", "parindex:facts_extras", P.FACTS_READ, UNIT),
    Row("POST", "parindex:facts_extras", P.FACTS_ENTER, UNIT, body=bonus, not_for=WHOLE_UNIT),
    Row("GET", "parindex:fact", P.FACTS_READ, UNIT),
    Row("POST", "parindex:fact", P.FACTS_ENTER, UNIT, body=one_fact),
    Row("POST", "parindex:fact_trial", P.FACTS_READ, UNIT, body=one_fact),
    Row("POST", "parindex:fact_take_counted", P.FACTS_ENTER, UNIT),
    Row("GET POST", "parindex:fact_withdraw", P.FACTS_ENTER, UNIT),
    Row("POST", "parindex:fact_withdraw", P.FACTS_ENTER, UNIT, body=why),
    Row("GET POST", "parindex:fact_not_applicable", P.FACTS_ENTER, UNIT),
    Row(
        "POST", "parindex:fact_not_applicable", P.FACTS_ENTER, UNIT,
        body=lambda at: {"declared": "on", "reason": REASON},
    ),
]  # fmt: skip

PAGES_OF_SELF_SCORE = [
    Row("GET POST", "parindex:round_deadlines", P.ROUND_MANAGE, ROUND),
    Row(
        "POST",
        "parindex:fact_note",
        P.FACTS_ENTER,
        UNIT,
        body=lambda at: {"text": SOURCE, "seen_version": "0"},
    ),
    Row("GET POST", "parindex:fact_proofs", P.FACTS_ENTER, UNIT),
    Row("POST", "parindex:fact_upload", P.FACTS_ENTER, UNIT),
    Row("POST", "parindex:fact_proof_detach", P.FACTS_ENTER, UNIT, args={"document_id": "1"}),
    Row("POST", "parindex:fact_answer", P.FACTS_ENTER, UNIT, body=lambda at: {"text": SOURCE}),
    Row("GET", "parindex:comments", P.FACTS_ENTER, UNIT, also=(*SPEAK, P.COUNCIL_READ)),
    Row("POST", "parindex:comments", P.FACTS_ENTER, UNIT, also=(*SPEAK, P.COUNCIL_DECIDE), body=said),
    Row("POST", "parindex:comments_seen", P.FACTS_ENTER, UNIT, also=(*SPEAK, P.COUNCIL_READ), body=said),
    Row(
        "POST",
        "parindex:comment_withdraw",
        P.FACTS_ENTER,
        UNIT,
        also=(*SPEAK, P.COUNCIL_READ),
        args={"comment_id": "1"},
    ),
    Row("GET", "parindex:tasks", P.RESPONSIBILITY_ASSIGN, UNIT),
    Row("POST", "parindex:tasks_assign", P.RESPONSIBILITY_ASSIGN, UNIT, body=given_leaf),
    Row("POST", "parindex:tasks_take_back", P.RESPONSIBILITY_ASSIGN, UNIT, body=given_leaf),
    Row("POST", "parindex:tasks_from_notices", P.RESPONSIBILITY_ASSIGN, UNIT),
    Row("GET POST", "parindex:proofs_of_several", P.FACTS_ENTER, UNIT),
    Row(
        "POST",
        "parindex:proofs_of_several",
        P.FACTS_ENTER,
        UNIT,
        body=lambda at: {"report": at.document_id, "code": LEAF},
    ),
    # Whoever may is told that there is nothing to pack (409): no document of this world proves a leaf.
    Row("POST", "parindex:evidence_package", P.EVIDENCE_READ, UNIT),
    Row("GET", "parindex:self_score", P.FACTS_READ, UNIT),
    Row("POST", "parindex:self_score_lock", P.SELF_SCORE_LOCK, UNIT),
    Row(
        "POST",
        "parindex:self_score_withdraw",
        P.SELF_SCORE_LOCK,
        UNIT,
        body=lambda at: {"rut-reason": REASON},
    ),
    Row("POST", "parindex:self_score_unlock", P.ROUND_MANAGE, UNIT, body=lambda at: {"mo-reason": REASON}),
    Row("POST", "parindex:explanation_send", P.SELF_SCORE_LOCK, UNIT),
]

PAGES_OF_APPRAISAL = [
    Row("GET", "parindex:latest_appraisal", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row("GET", "parindex:lead_appraisal", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row("GET", "parindex:appraisal", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row("POST", "parindex:appraisal_steps", P.APPRAISAL_MANAGE, body=lambda at: {"step": "ask"}),
    Row("GET", "parindex:appraisal_leaf", P.APPRAISAL_MANAGE, also=P.APPRAISE),
    Row("POST", "parindex:appraisal_agree", P.APPRAISE),
    Row("GET", "parindex:appraisal_unit", P.APPRAISAL_MANAGE, UNIT, also=P.APPRAISE),
    Row("GET", "parindex:appraisal_row", P.APPRAISAL_MANAGE, UNIT, also=P.APPRAISE),
    Row(
        "POST", "parindex:appraisal_row", P.APPRAISE, UNIT, body=lambda at: {"points": "1", "reason": REASON}
    ),
    Row("GET", "parindex:layers", P.RESULTS_READ, UNIT),
    Row("GET", "parindex:layers_leaf", P.RESULTS_READ, UNIT),
]

PAGES_OF_THE_COUNCIL = [
    Row("GET", "parindex:council", P.COUNCIL_READ, ROUND),
    Row("GET POST", "parindex:council_decide", P.COUNCIL_DECIDE, ROUND),
    Row(
        "POST", "parindex:council_decide", P.COUNCIL_DECIDE, ROUND,
        body=lambda at: {"points": "1", "reason": REASON},
    ),
    Row("GET POST", "parindex:council_approve", P.APPRAISAL_MANAGE, ROUND),
    Row("GET POST", "parindex:publish", P.RESULTS_PUBLISH, ROUND),
    Row(
        "POST", "parindex:publish", P.RESULTS_PUBLISH, ROUND,
        body=lambda at: {"number": "15/QĐ-UBND", "issued_on": "01/01/2026"},
    ),
    Row("GET POST", "parindex:publication_correct", P.RESULTS_PUBLISH, ROUND),
    Row("GET", "parindex:publication_record", P.COUNCIL_READ, ROUND, args={"edition": "1"}),
    Row("GET", "parindex:letter_decision_draft", P.COUNCIL_READ, ROUND, args={"format": "docx"}),
    Row("GET", "parindex:letter_minutes_draft", P.COUNCIL_READ, ROUND, args={"format": "pdf"}),
    Row("GET", "parindex:letter_decision", P.COUNCIL_READ, ROUND, args={"edition": "1", "format": "pdf"}),
    Row("GET", "parindex:letter_minutes", P.COUNCIL_READ, ROUND, args={"session_id": "1", "format": "pdf"}),
    Row("GET", "parindex:letter_result", P.RESULTS_READ, UNIT, args={"format": "pdf"}),
    Row("GET POST", "parindex:dispute", P.SELF_SCORE_LOCK, UNIT),
    Row("POST", "parindex:dispute", P.SELF_SCORE_LOCK, UNIT, body=why),
]  # fmt: skip

PAGES_OF_RESULTS = [
    Row("GET", "parindex:index", P.RESULTS_READ),
    Row("GET", "parindex:latest_analysis", P.RESULTS_READ),
    Row("GET", "parindex:latest_targets", P.RESULTS_READ),
    Row("GET", "parindex:trend", P.RESULTS_READ),
    Row("GET", "parindex:trend", P.RESULTS_READ, UNIT, query=lambda at: {"dv": at.unit_id}),
    Row("GET", "parindex:ranking", P.RESULTS_READ),
    Row("GET", "parindex:ranking", P.RESULTS_READ, query=lambda at: {"tai": "csv"}),
    Row("GET", "parindex:heat_map", P.RESULTS_READ),
    Row("GET", "parindex:criterion", P.RESULTS_READ),
    Row("GET", "parindex:analysis", P.RESULTS_READ),
    Row("GET", "parindex:targets", P.RESULTS_READ),
    Row("GET POST", "parindex:target", P.TARGETS_SET, UNIT),
    Row("GET", "parindex:unit", P.RESULTS_READ, UNIT),
    Row("GET", "parindex:unit", P.RESULTS_READ, UNIT, query=lambda at: {"tai": "csv"}),
    Row("GET", "parindex:why", P.RESULTS_READ, UNIT),
    Row("GET", "parindex:why_node", P.RESULTS_READ, UNIT),
    Row("GET", "parindex:unit_analysis", P.RESULTS_READ, UNIT),
]

PAGES_FOR_EVERYBODY = [
    Row("GET", "portal:home", PUBLIC),
    Row("GET", "portal:language", PUBLIC, args={"language": "en"}),
    Row("GET", "portal:open_data", PUBLIC),
    Row("GET", "portal:decision", PUBLIC),
    Row("GET", "portal:download", PUBLIC),
    Row("GET", "portal:unit", PUBLIC),
]

LAST = {"year": "2025"}
PAGES_OF_REMEDIES = [
    Row("GET", "accountability:latest", P.RESULTS_READ),
    Row("GET", "accountability:overview", P.RESULTS_READ, args=LAST),
    Row("GET POST", "accountability:terms", P.ROUND_MANAGE, args=LAST),
    Row("GET", "accountability:plan", P.RESULTS_READ, UNIT, args=LAST),
    Row("GET", "accountability:plan", P.RESULTS_READ, UNIT, args=LAST, query=lambda at: {"ds": "giu"}),
    Row("GET", "accountability:print", P.RESULTS_READ, UNIT, args=LAST),
    Row("GET", "accountability:letter", P.RESULTS_READ, UNIT, args=LAST | {"format": "pdf"}),
    Row("POST", "accountability:start", P.REMEDIES_PLAN, UNIT, args=LAST),
    Row("GET POST", "accountability:approve", P.REMEDIES_APPROVE, UNIT, args=LAST),
    Row("GET", "accountability:close", P.REMEDIES_APPROVE, UNIT, args=LAST),
    Row("POST", "accountability:close", P.REMEDIES_APPROVE, UNIT, args=LAST, body=why),
    Row("GET", "accountability:remedy", P.RESULTS_READ, UNIT, args=LAST),
    Row(
        "POST", "accountability:remedy", P.REMEDIES_PLAN, UNIT, args=LAST,
        body=lambda at: {"what": SOURCE, "version": "1"},
    ),
    Row("GET", "accountability:progress", P.REMEDIES_PLAN, UNIT, args=LAST | {"month": "3"}),
    Row(
        "POST", "accountability:progress", P.REMEDIES_PLAN, UNIT, args=LAST | {"month": "3"},
        body=lambda at: {"state": "under_way", "version": "0"},
    ),
]  # fmt: skip

PAGES_OF_CASES = [
    Row("GET", "accountability:latest_cases", P.CONSEQUENCES_READ),
    Row("GET", "accountability:own_cases", SIGNED_IN),
    Row("GET", "accountability:cases", P.CONSEQUENCES_READ, args=LAST),
    Row("POST", "accountability:propose", P.CONSEQUENCES_DECIDE, args=LAST),
    Row(
        "POST", "accountability:notify", P.CONSEQUENCES_DECIDE, args=LAST,
        body=lambda at: {"case": at.case_id, "confirmed": "1"},
    ),
    Row("GET", "accountability:case", P.CONSEQUENCES_READ, CASE, args=LAST),
    Row("GET", "accountability:objection", P.REMEDIES_PLAN, CASE, args=LAST),
    Row("POST", "accountability:objection", P.REMEDIES_PLAN, CASE, args=LAST, body=lambda at: {"text": SOURCE}),
    Row("GET", "accountability:decide", P.CONSEQUENCES_DECIDE, CASE, args=LAST),
    Row(
        "POST", "accountability:decide", P.CONSEQUENCES_DECIDE, CASE, args=LAST,
        body=lambda at: {"step": "lift", "reason": REASON, "version": "2"},
    ),
]  # fmt: skip

ROWS = [
    *PAGES_OF_THE_FRAME, *PAGES_OF_UNITS, *PAGES_OF_CRITERIA_SETS, *PAGES_OF_ROUNDS, *PAGES_OF_FACTS,
    *PAGES_OF_SELF_SCORE, *PAGES_OF_APPRAISAL, *PAGES_OF_THE_COUNCIL,
    *PAGES_OF_RESULTS, *PAGES_OF_DOCUMENTS, *PAGES_OF_DIRECTIVES, *PAGES_OF_REMEDIES, *PAGES_OF_CASES, *PAGES_FOR_EVERYBODY,
    *API_OF_UNITS, *API_OF_DOCUMENTS, *API_OF_DIRECTIVES, *API_OF_INPUT, *API_OF_SELF_SCORE, *API_OF_APPRAISAL, *API_OF_COUNCIL,
    *API_OF_RESULTS,
    *API_OF_ACCOUNTABILITY, *API_FOR_EVERYBODY,
    *PAGES_OF_THE_COUNTER,
    *API_OF_DOSSIERS, *PAGES_OF_IMPORTS, *API_OF_IMPORTS,
    *PAGES_OF_SLIPS, *PAGES_OF_BOOKS, *API_OF_BOOKS,
    *PAGES_OF_THE_CALENDAR, *API_OF_THE_CALENDAR,
    *PAGES_OF_LISTS,
    *PAGES_OF_VIOLATIONS, *API_OF_VIOLATIONS,
    *PAGES_OF_PROCEDURES, *SERVICES_FOR_EVERYBODY, *API_OF_PROCEDURES,
]  # fmt: skip
