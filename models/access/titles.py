"""What a paper is called for who reads it: what it is, and from whom to whom (SAR-03). Its day stands beside it.

A title is ours alone and says roles, so that no name can slip out of it past who takes names out.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from models.cases.earlier_round import MARK, kind_of
from models.formats import short_date
from models.post.catalogue import CATALOGUE
from models.procedure.access import AUTHORITY, CAME, IDENTITY
from models.procedure.access import BY as ASKS
from models.procedure.working_days import local_day

THE_PERSON = "the person who complained"
PARTS: Mapping[str, str] = {
    "young_person": "the young person", "parent": THE_PERSON, "advocate": "the advocate",
    "helper": "who helped them",
}  # fmt: skip
NOTES: Mapping[str, str] = {
    "note": "A note among ourselves", "call": "Our note of a phone call", "visit": "Our note of a visit",
    "correction": "Our note that puts another right",
}  # fmt: skip
LETTERS: Mapping[str, str] = {  # how one stands that has not left
    "check": "not sent yet", "held": "not sent yet", "back": "called back, never sent",
    "replaced": "never sent: another went in its place",
}  # fmt: skip
SPOKEN_WITH: Mapping[str, str] = {
    "complainant": THE_PERSON, "child": "a child", "staff": "somebody who works for the council",
    "other": "somebody else",
}  # fmt: skip
REPORTS: Mapping[str, str] = {
    "working": "working paper",
    "draft": "draft",
    "final": "final",
    "left": "left in their room",
}
BY: Mapping[str, str] = {"investigator": "investigating officer", "independent": "independent person"}
STAGES: Mapping[str, str] = {"s1": "stage 1", "c1": "stage 1", "s2": "stage 2", "c2": "stage 2", "concern": "a concern"}
STATEMENTS: Mapping[str, str] = {
    "drafting": "not offered yet", "offered": "offered to them", "signed": "signed by them",
    "own_words": "not signed, in their own words",
    "replaced": "replaced by a newer one",
}  # fmt: skip
EARLIER_FACTS = "An earlier request to see what is kept: how it went"
PANEL: Mapping[str, str] = {
    "wishes": "What the person wants of the review panel", "report": "The report of the review panel",
    "late": "Why the review panel was asked for late", "papers": "The papers of the review panel",
    "minutes": "The minutes of the review panel", "response": "Our answer to the review panel",
}  # fmt: skip
DECIDED: Mapping[str, str] = {
    "interest": "What we decided: whether they may complain for the child",
    "behalf": "What we decided: whether they speak for the child", "time": "What we decided: whether it came in time",
    "proceedings": "What we decided: whether a court comes first",
    "same": "What we decided: whether it was answered before",
}  # fmt: skip
PLAIN: Mapping[str, str] = {
    "confidential": "Who they are and how they are reached, as they told us",
    "reach_card": "How one of them is reached, as they told us", "complainant": "Who complains together",
    "contribution": "Facts from a manager, to who answers", "transcript": "What a recording says, in words",
    "translation": "Their words in English", "incoming_mail": "Mail that came to us", "task": "A task of ours",
    "safety_alert": "A safety alert, and what was done", "action": "What we promised to do",
    "told_back": "From us to them: what was done of what we promised",
    "afterwards": "From them to us: whether it got better", "behaviour": "About how we are in contact",
    "extension": "Why we needed more time", "pause": "From them to us: why they wanted to wait",
    "passed_on": "What we passed on to a colleague", "meeting_date": "Why a meeting did not take place",
    "freeze": "Whether a change waits until the complaint is answered", "learning_meeting": "What we learned of it",
    "referral": "From us to the advocacy service", "advocate_access": "An advocate’s access",
    "appointment": "Why an appointment ended", "register_line": "Equality answers",
    "register_point": "A point, as the register has it", "corrective_action": "What was put right",
    "ombudsman_case": "From the Ombudsman: what they recommend", "ombudsman_step": "Between the Ombudsman and us",
    "ombudsman_remedy": "What we owe after the Ombudsman’s decision", "outsider_letter": "From us to an outside person",
    "desk_draft": "A draft of one of us, not sent", "said_and_done": "“You said, we did”, as it was drafted",
    "panel_finding": "What the review panel found",
    "access_request": "An earlier request to see what is kept",
    "access_file": "What we decided of a case in an earlier request",
}  # fmt: skip
MOMENTS = ("at", "received_at", "came_at", "added_at", "released_at", "asked_at", "saved_at", "created_at", "opened_at",
           "offered_at", "drafted_at", "sent_at", "given_at", "kept_at", "warned_at", "imported_at",
           "starts_at")  # fmt: skip
DAYS = ("held_on", "began_on", "joined_on", "asked_on", "appointed_on", "agreed_on", "received_on")


def title_of(row: Any, parts: Mapping[Any, str]) -> str:
    """`parts`: which part of the complaint each who holds words has."""
    name: str = row.__tablename__
    if made := MADE.get(name):
        return made(row, parts)
    return PLAIN.get(name, name.replace("_", " ").capitalize())


def facts_of(row: Any) -> Iterator[str]:
    """What is kept in clear of an earlier request: how it came, what was checked, when it was answered."""
    yield f"It came on {short_date(row.received_on)}: {CAME.get(row.came, row.came)}"
    yield f"Who asked: {ASKS.get(row.by, row.by)}"
    for name, codes in (("identity", IDENTITY), ("authority", AUTHORITY)):
        if code := getattr(row, name):
            yield f"{name.capitalize()}: {codes.get(code, code)}, {short_date(getattr(row, f'{name}_on'))}"
    yield f"Answered on {short_date(row.answered_on)}" if row.answered_on else "Not answered yet"


def easy(title: str) -> str:
    return f"{title}: the same in easy words"


def moment_of(row: Any) -> datetime | None:
    return next((value for name in MOMENTS if isinstance(value := getattr(row, name, None), datetime)), None)


def day_of(row: Any) -> date | None:
    """The day it is from: of what took place on one, that day, and not the day it was written down."""
    held = next((value for name in DAYS[:2] if (value := getattr(row, name, None))), None)
    at = moment_of(row)
    later = next((value for name in DAYS[2:] if (value := getattr(row, name, None))), None)
    return held or (local_day(at) if at else later)


def _message(row: Any, parts: Mapping[Any, str]) -> str:
    them = parts.get(row.to_id or row.holder_id, THE_PERSON)
    return f"Message from us to {them}" if row.from_staff_id else f"Message from {them} to us"


def _letter(row: Any, parts: Mapping[Any, str]) -> str:
    stands = f" ({LETTERS[row.state]})" if row.state in LETTERS else ""
    to = "one of those who complain together" if row.to_id else THE_PERSON
    return f"Letter from us to {parts.get(row.to_id, to)}: {CATALOGUE[row.kind].label}{stands}"


def _reply(row: Any, parts: Mapping[Any, str]) -> str:
    by = {"staff": THE_PERSON, "advocate": "the advocate"}.get(row.by) or parts.get(row.holder_id, THE_PERSON)
    which = "what is missing" if row.part == "missed" else f"{row.part} {row.number}"
    return f"From {by} to us: about the statement of complaint, {which}"


def _report(row: Any, parts: Mapping[Any, str]) -> str:
    return f"Report of the {BY.get(row.part, row.part)} to us, {REPORTS.get(kind_of(row), kind_of(row))} {row.number}"


MADE: Mapping[str, Callable[[Any, Mapping[Any, str]], str]] = {
    "thread_message": _message,
    "letter": _letter,
    "statement_reply": _reply,
    "investigation_report": _report,
    "note": lambda row, _: NOTES.get(row.kind, NOTES["note"]),
    "point": lambda row, _: (
        f"Point {row.number} of the complaint, as we understood it" + (" (no longer part of it)" if row.dropped else "")
    ),
    "point_change": lambda row, _: (
        "From them to us: what we got wrong in a point" if row.point_id else "From them to us: a point we missed"
    ),
    "answer": lambda row, _: f"The answer at {STAGES[row.stage.partition(MARK)[0]]}, as we were writing it",
    "interview": lambda row, _: f"Interview by the investigator with {SPOKEN_WITH.get(row.kind, 'somebody')}",
    "complaint_statement": lambda row, _: (
        f"Statement of complaint, version {row.number} ({STATEMENTS.get(row.state, row.state)})"
    ),
    "panel_text": lambda row, _: PANEL.get(row.kind, "The review panel"),
    "panel_recommendation": lambda row, _: f"Recommendation {row.number} of the review panel to us",
    "judgement": lambda row, _: DECIDED.get(row.kind, "What we decided"),
}
