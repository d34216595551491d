"""What each process may do to each table of a PostgreSQL database, as roles of its own (AZ-15, decisions 9).

Optional: one account for everything works too. With roles, a break-in on the public site cannot read notes, contact
cards, the blind index or accounts, even as rows it could not open. SQLite has no roles; there the keys alone hold.
"""

from collections.abc import Iterator

from models.tables import Base

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
READ, ADD, CHANGE, ALL = (SELECT,), (SELECT, INSERT), (SELECT, INSERT, UPDATE), (SELECT, INSERT, UPDATE, DELETE)

# A table that is not named here is closed to the public process.
PUBLIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("holder", "draft", "unsent", "visit", "throttle"), ALL),
    **dict.fromkeys(("case", "running_clock", "point", "point_change", "thread_message", "letter"), CHANGE),
    **dict.fromkeys(("extension", "safe_way", "notice_to", "safety_alert", "wall", "message", "audit_head"), CHANGE),
    **dict.fromkeys(("pause", "complaint_statement"), CHANGE),
    **dict.fromkeys(("their_words", "case_event", "clock_move", "audit", "afterwards", "statement_reply"), ADD),
    "letter_leave": ADD,
    **dict.fromkeys(
        ("action", "staff", "team", "account_role", "council_policy", "council_choice", "bank_holiday", "setting"), READ
    ),
    "told_back": READ,
    "tally": CHANGE,
    "site_remark": ADD,
    "advocate_access": CHANGE,
    "meeting_date": CHANGE,
    "panel": CHANGE,
    "complainant": CHANGE,
    "reach_card": (INSERT,),
    "panel_text": CHANGE,
    "ombudsman_case": READ,
    "referral": CHANGE,
    "organisation": READ,
    "publication": READ,
    "said_and_done": READ,
    "publication_file": READ,
    "job_run": READ,
    "translation": READ,
    "appointment": READ,
    "upload": ALL,
    "transcript": ADD,
    "confidential": (INSERT,),
    "case_link": (INSERT,),  # what somebody sends for a brother or sister (A8); which belong together it cannot read
}
# Of an account the public process needs whom to alert, and nothing that proves who they are; of the pool, names.
PUBLIC_COLUMNS: dict[str, tuple[str, ...]] = {
    "account": ("id", "staff_id", "email", "state"),
    "outsider": ("id", "name"),
    "judgement": ("id", "case_id", "began_on", "review_on", "ended_on", "replaced_on"),  # which days wait, and no word
    # What is owed to the Ombudsman is one of the days that a case is sorted by, and every event works them out anew.
    "ombudsman_step": ("ombudsman_id", "answer_by", "answered_on"),
    "ombudsman_remedy": ("ombudsman_id", "state", "due_on", "prove_by", "proven_on"),
    # Who opened what, on the person's page: which case a thing is of, and no word of it.
    **dict.fromkeys(("investigation_report", "interview", "outsider_letter", "incoming_mail"), ("id", "case_id")),
}
WORKER_CLOSED = frozenset(
    {
        "access_bundle",
        "access_file",
        "access_paper",
        "note",
        "contribution",
        "answer",
        "interview",
        "investigation_report",
        "their_words",
        "transcript",
        "translation",
        "panel_text",
        "desk_draft",
    }
)
# Whom facts were asked of, and whether they gave them: mail about the case, or a digest, may be for them (AZ-11). What
# was typed and not sent lapses by itself (RET-06).
WORKER_COLUMNS = {"contribution": ("staff_id", "given_at"), "desk_draft": ("expires_at",)}
APPEND_ONLY = {"audit": ADD}


def statements(prefix: str = "heard") -> Iterator[str]:
    """The SQL that makes the three roles and gives each what it needs; run by whoever owns the database."""
    for process in ("public", "staff", "worker"):
        role = f"{prefix}_{process}"
        yield f"CREATE ROLE {role} NOLOGIN"
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for table in Base.metadata.sorted_tables:
        name = f'"{table.name}"'
        if verbs := PUBLIC.get(table.name):
            yield f"GRANT {', '.join(verbs)} ON {name} TO {prefix}_public"
        if columns := PUBLIC_COLUMNS.get(table.name):
            yield f"GRANT SELECT ({', '.join(columns)}) ON {name} TO {prefix}_public"
        yield f"GRANT {', '.join(APPEND_ONLY.get(table.name, ALL))} ON {name} TO {prefix}_staff"
        if table.name not in WORKER_CLOSED:
            yield f"GRANT {', '.join(APPEND_ONLY.get(table.name, ALL))} ON {name} TO {prefix}_worker"
        else:  # it erases what it may not read (RET-04)
            of_worker = ", ".join(("id", "case_id", *WORKER_COLUMNS.get(table.name, ())))
            yield f"GRANT DELETE, SELECT ({of_worker}) ON {name} TO {prefix}_worker"
