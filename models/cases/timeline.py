"""What happened to a case, in words: who, when, and what was written down with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.cases.caring_details import UNREADABLE
from models.cases.desk_words import DESK_REASONS
from models.cases.early_resolution import OUTCOMES as EARLY
from models.cases.finding import events_of
from models.cases.keeping_from import KEPT, TOLD
from models.cases.letter_facts import name_of
from models.cases.panel_words import PANEL_REASONS
from models.procedure.advocacy import CONSIDERED, STAFF_CANNOT
from models.procedure.documents import ADDED as DOCUMENT_ADDED
from models.procedure.documents import DOCUMENTS
from models.procedure.event_words import LABELS
from models.procedure.judgements import ENDED_AS
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.history import CaseEvent

CHECK_ENDS = frozenset({Event.CHECKED, Event.CHECK_RETURNED})
REASONS = {
    "more_time_agreed": "More time agreed",
    "more_time_not_agreed": "More time not agreed",
    **{f"early_{code}": words for code, words in EARLY.items()},
    "early": "Told when it was put right early",
    "late_told": "They were told that stage 2 is past its longest time",
    "promise_done": "A promise was kept",
    "owed_handed_over": "What was promised or asked for went to a colleague",
    "ombudsman_again": "The Ombudsman wants it done again",
    "stage_1_left_out": "Both sides agreed to leave stage 1 out",
    "visit_seen": "We saw them",
    "visit_declined": "They no longer want it",
    "visit_tried": "We went, and could not see them",
    "safety_safe": "Safe as far as we know",
    "safety_referred": "Referred to the duty team",
    "alert_sent": "Sent to duty",
    "alert_accepted": "Accepted by duty",
    "alert_anew": "Who had accepted it can open it no more: it waits for somebody else of duty",
    "alert_closed": "Closed by duty",
    "alert_was_accepted": "Duty had accepted it before",
    "alert_was_closed": "Duty had dealt with it before",
    "frozen": "The change waits",
    "part": "Part of the change waits",
    "not_frozen": "The change goes ahead",
    "second_person": "Second person",
    "could_not_ask_first": "We could not ask first",
    "wrong_procedure": "It belonged in the children’s procedure, and goes on there",
    "taken_up": "Points of a case that was taken up before",
    "taken_up_statutory": "Points that the children’s procedure had taken up before",
    "asked_first_agreed": "They agree that we talk to the worker",
    "asked_first_never": "They do not want us to talk to the worker",
    "acknowledgement": "Offered again with the acknowledgement",
    "answer": "Offered again with the answer",
    "next_stage": "Offered again with the next stage",
    "meeting_or_panel": "Offered again with the dates for a meeting or a panel",
    "reprisal": "Offered again when we asked whether something got worse",
    "advocate": "An advocate",
    "chat": "A chat about what an advocate is",
    **CONSIDERED,
    "advocate_asked_again": "Another provider was asked for an advocate",
    "used_unsafe_way": "A way was used that they did not say is safe",
    KEPT: "We keep it from those they named",
    TOLD: "They were told whom we cannot keep it from, and why",
    "day_5": "On the fifth working day",
    "day_20": "On the twentieth working day",
    "end": "At the end",
    **STAFF_CANNOT,
    "stepped_aside": "Somebody stepped aside",
    "enough": "Enough interest",
    "not_enough": "Not enough interest",
    "appointed_investigator": "Investigating officer appointed",
    "appointed_independent": "Independent person appointed",
    "ended_investigator": "The investigating officer left the case",
    "ended_independent": "The independent person left the case",
    "room_opened_investigator": "The investigating officer’s room was opened",
    "room_opened_independent": "The independent person’s room was opened",
    "room_closed_investigator": "The investigating officer’s room was closed",
    "room_closed_independent": "The independent person’s room was closed",
    "papers_given": "They were given papers",
    "interviewed": "Somebody was spoken with",
    "interview_changed": "An interview was put right or gone on with",
    "facts_sent": "The facts went to somebody who was spoken with",
    "facts_answered": "They answered the check of the facts",
    "report_on_paper": "It came on paper or by mail, and we recorded it",
    "facts_left_out": "Somebody was left out of the check, with a reason",
    **{DOCUMENT_ADDED.format(code): f"Document added: {words}" for code, words in DOCUMENTS.items()},
    **PANEL_REASONS,
    **DESK_REASONS,
    **ENDED_AS,
    "proceedings_part": "What waited for other proceedings is taken up by itself",
    "proceedings_looked_again": "The proceedings go on: another day to look again",
    "statement_drafted": "A statement of complaint was begun",
    "statement_witnessed": "An advocate says that they saw it signed",
    "letter_let": "The child let somebody who helps them read a letter",
    "letter_kept": "The child kept a letter to themselves",
    "advocate_file": "The advocate added a file",
    "advocate_given": "An advocate with an account may open it",
    "copies_changed": "The child changed what their advocate may have",
    "child_said_page": "On their page",
    "child_said_call": "By phone",
    "child_said_in_person": "In person",
    "child_said_trusted": "Through somebody they trust",
    "child_said_words": "On their page",
    "ended_by_child": "By the child",
    "ended_by_advocate": "By the advocate",
    "ended_by_staff": "By us",
    "ended_by_left": "They left their organisation",
    "passed_here": "They read it here",
    "passed_in_person": "In person",
    "passed_meeting": "At a team meeting",
    "passed_printed": "On paper",
    "talk_safe": "Safe, as far as we know",
    "talk_not_safe": "Not safe: it went to the duty team",
    "concern_told_phone": "We told them our answer by phone",
    "concern_told_meeting": "We told them our answer at a meeting",
    "talk_not_now": "They did not want to talk about it",
    "talk_no_answer": "We tried, and did not reach them about being safe",
    "call_put_right": "They say it is put right",
    "call_goes_on": "The complaint goes on",
    "call_no_answer": "We rang, and nobody answered",
    "call_not_now": "They do not want it any more",
    "cancelled_by_person": "By them",
    "cancelled_by_council": "By us",
    "cancelled_by_panel": "By somebody on the panel",
    "wait_records": "Until their records request is answered",
    "wait_exams": "Exams or ill",
    "wait_advocate": "Until they have an advocate",
    "wait_other": "A reason of their own",
    "wait_not_reached": "Nobody reaches them: it waits until a day",
    "wait_thinking": "They are not sure about the next stage",
    "changed_yes": "Something changed",
    "changed_some": "Some things changed",
    "changed_no": "Nothing changed",
}


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    event: Event
    title: str
    who: str
    at: datetime
    on: date | None  # only where it happened on another day than it was written down
    reason: str
    text: str


def entries(db: Session, case: Case, ring: Keyring, happened: Sequence[CaseEvent] | None = None) -> list[Entry]:
    """Everything that happened, the newest first. `ring` holds the file's lock; `happened`: read already."""
    happened = events_of(db, case) if happened is None else happened
    team = name_of(db, case.officer_id)
    return [_entry(event, ring, _asked(event, happened, team)) for event in reversed(happened)]


def _asked(event: CaseEvent, happened: Sequence[CaseEvent], officer: str) -> str:
    """Who asked for a check and who read it, or whom it waits for: nobody checks what they wrote themselves."""
    if event.event is not Event.CHECK_ASKED:
        return ""
    later = [one for one in happened if one.number > event.number and one.event in CHECK_ENDS]
    if later:
        return f"{event.actor_name} asked for a check, read by {later[0].actor_name}"
    others = officer if officer and officer != event.actor_name else "a manager of the complaints team"
    return f"{event.actor_name} asked for a check, waiting for {others}"


def title(event: Event) -> str:
    return LABELS[event]


def _entry(event: CaseEvent, ring: Keyring, asked: str = "") -> Entry:
    try:
        text = ring.open_if(CaseEvent.details, event) or ""
    except Unreadable:
        text = UNREADABLE
    return Entry(
        number=event.number,
        event=event.event,
        title=asked or title(event.event),
        who=event.actor_name or event.actor_kind,
        at=event.at,
        on=event.on if event.on != local_day(event.at) else None,
        reason=REASONS.get(event.reason or "", ""),
        text=_in_words(text),
    )


def _in_words(text: str) -> str:
    """What was kept as fields is shown as its texts; addresses stay on the contact card, masked."""
    return "" if text.startswith('{"contact"') else text
