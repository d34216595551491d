"""What an officer sees of each case in five seconds (experience 6.2), opened only for the rows of this page."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import case as when
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cases.caring_details import UNREADABLE
from models.cases.owed_outside import OWED
from models.cases.policies import holidays
from models.cases.queue import FREEZE_DAYS, Row
from models.cases.queue_parts import DECIDED, Place
from models.cases.queue_who import who
from models.cases.shown_words import first_line
from models.cases.their_turn import SIGNS
from models.formats import short_date
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import Standing, standing
from models.procedure.lateness import is_late
from models.procedure.lifecycle import STAFF
from models.procedure.standing import WORRIED
from models.procedure.terms import Advocate, Clock, Event, Journey, Safe, State
from models.procedure.updating import HEARD, WORKED_ON, a_day_ago, silent
from models.procedure.working_days import Holidays, local_day, working_days_between
from models.sealing import Keyring, Unreadable
from models.tables.case import NEVER, TO_AGREE, TO_LOOK, Case
from models.tables.history import CaseEvent
from models.tables.words import TheirWords

WAYS = {"email": "e-mail", "text": "text", "call": "call", "post": "post", "trusted": "someone they trust"}
WAITING = {"person": "Waiting for the person", "service": "Waiting for the service"}
STEPS = (Event.ADVOCATE_REFERRED, Event.ADVOCATE_APPOINTED, Event.ADVOCATE_CONTACTED)  # asked for, named, in touch
LOOKS = {Standing.ON_TIME: "ok", Standing.DUE_SOON: "soon", Standing.DUE_TODAY: "soon", Standing.OVERDUE: "late"}

AGREES = "A second person agrees to the decision"
DECIDED_FIRST = (Clock.TRIAGE, Clock.ACKNOWLEDGE, Clock.C1_ACKNOWLEDGE, Clock.PASS_TO_MANAGER)
TO_POST = "With us: something is still to go to them, under To post"
WAITS_FOR = {"person": "Waiting for the person", "service": "Waiting for the service",
             TO_AGREE: DECIDED}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next thing owed: "Acknowledge, 2 working days left"."""

    name: str
    on: date
    words: str
    look: str  # ok | soon | late
    left: int  # working days; below nought when it is late


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the history of a case says on its row."""

    steps: tuple[bool, ...]  # an advocate was asked for, named, in touch
    heard: date | None  # when the person last had something from us
    waits: bool  # at the person's wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    reference: str
    who: str
    state: str
    words: str
    why: str
    urgent: bool
    safety: str
    unsaid: bool  # whether they are safe, and nobody has looked yet
    due: Due | None
    soon: str
    silent: str
    waits: str
    unseen: str  # nobody has looked at it, or at what they wrote, for a working day
    wrote: date | None  # the day of the first message of theirs that nobody has read
    says_wrong: bool
    turn: str  # what else they did on their page, and nobody has taken up: a code of their_turn
    walled: int
    contact: str
    advocate: str
    needs: str
    waiting_on: str
    officer: str

    @property
    def turn_says(self) -> str:
        return SIGNS.get(self.turn, "")


def lines(db: Session, rows: list[Row], keys: Keyring, *, now: datetime) -> list[Line]:
    """The rows of one page, in two queries however many there are."""
    ids = [row.case.id for row in rows]
    sent = _sent(db, ids)
    past, never = _past(db, ids), Past(steps=(False,) * len(STEPS), heard=None, waits=False)
    free, today = holidays(db), local_day(now)
    ago = a_day_ago(now, free)
    return [
        replace(_line(row, _answers(row.case, sent.get(row.case.id), keys), past.get(row.case.id, never), free, today),
                unseen=_unseen(row, ago))
        for row in rows
    ]  # fmt: skip


def _unseen(row: Row, ago: datetime) -> str:
    case = row.case
    if case.state is State.RECEIVED and case.waiting_on != TO_LOOK and not row.looked and case.received_at <= ago:
        return f"Nobody has looked since it came on {short_date(local_day(case.received_at))}"
    if row.wrote_at and row.wrote_at <= ago:
        return f"Nobody has read what they wrote on {short_date(local_day(row.wrote_at))}"
    return ""


def due_of(case: Case, free: Holidays, today: date) -> Due | None:
    if case.next_due_on == NEVER:
        return None
    name = AGREES if agreed_first(case) else LIMITS[case.next_clock].label if case.next_clock else OWED
    return due_for(name, case.next_due_on, free, today)


def agreed_first(case: Case) -> bool:
    """What is due next is done only once a second person has agreed to the decision (X-01)."""
    return case.waiting_on == TO_AGREE and case.next_clock in DECIDED_FIRST


def due_for(name: str, on: date, free: Holidays, today: date) -> Due:
    """A day and how it stands, for a row of any list."""
    left = working_days_between(today, on, free)
    return Due(name=name, on=on, words=left_words(on, today, free), look=LOOKS[standing(on, today, free)], left=left)


def left_words(due: date, today: date, free: Holidays) -> str:
    """In working days: none passes at a weekend, so nothing is later on Saturday than on Friday (D-01, D-03)."""
    if is_late(due, today):
        gone = working_days_between(due, today, free)
        return f"late by {_days(gone)}" if gone else "late by less than a working day"
    left = working_days_between(today, due, free)
    return "due today" if left <= 0 else f"due in {_days(left)}"


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"


def _past(db: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Past]:
    happened = CaseEvent.event
    query = select(
        CaseEvent.case_id,
        func.max(when((happened.in_(HEARD), CaseEvent.on))),
        func.sum(when((happened == Event.PAUSED, 1), (happened == Event.RESUMED, -1), else_=0)),
        *(func.max(when((happened == step, 1), else_=0)) for step in STEPS),
    ).where(CaseEvent.case_id.in_(ids), happened.in_({*STEPS, *HEARD, Event.PAUSED}))
    found = db.execute(query.group_by(CaseEvent.case_id))
    return {
        case_id: Past(steps=tuple(map(bool, steps)), heard=heard, waits=waits > 0)
        for case_id, heard, waits, *steps in found
    }


def _sent(db: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, TheirWords]:
    rows = db.scalars(select(TheirWords).where(TheirWords.case_id.in_(ids)).order_by(TheirWords.at.desc()))
    return {row.case_id: row for row in rows}  # the first sending stays


def _answers(case: Case, row: TheirWords | None, keys: Keyring) -> Mapping[str, Any] | None:
    if row is None:
        return {}
    try:
        opened: Mapping[str, Any] = keys.with_case(case, "thread").open_json(TheirWords.answers, row)
    except Unreadable:
        return None
    return opened


def _line(row: Row, answers: Mapping[str, Any] | None, past: Past, free: Holidays, today: date) -> Line:
    case = row.case
    due = due_of(case, free, today)
    return Line(
        reference=case.reference,
        who=who(case),
        state=stands_at(case),
        words=UNREADABLE if answers is None else first_line(answers, Journey(case.journey)),
        why=_why(row, due, today, free),
        urgent=row.place in (Place.SAFETY, Place.TALK, Place.FREEZE),
        safety=safety(case),
        unsaid=unsaid(case),
        due=due,
        soon=_soon(case, today),
        silent=_silent(case, past, free, today),
        waits=row.waits,
        unseen="",
        wrote=local_day(row.wrote_at) if row.wrote_at else None,
        says_wrong=row.says_wrong,
        turn=row.turn,
        walled=row.walled,
        contact=contact(row.ways),
        advocate=_advocate(case, *past.steps),
        needs=_needs(answers or {}),
        waiting_on="" if row.waits else TO_POST if row.hands else WAITS_FOR.get(case.waiting_on, "With us"),
        officer=case.officer.name if case.officer else "",
    )


def stands_at(case: Case) -> str:
    """Its state in words; one that is decided and waits to be agreed does not read as undecided (X-01)."""
    return "Received" if case.waiting_on == TO_AGREE else STAFF[case.state]


def safety(case: Case) -> str:
    if case.safety_waiting:
        return "Not safe – nobody has accepted" if case.safe is Safe.NO else "Safety – nobody has accepted"
    if case.standing in WORRIED:
        return "Worried about a child who has not asked: is the child safe?"
    return {Safe.NO: "Said not safe", Safe.NOT_SURE: "Not sure if safe"}.get(case.safe, "")


def unsaid(case: Case) -> bool:
    """Whether a young person did not say if they are safe: no alarm, and whoever looks first minds it (2.5)."""
    return case.safe is Safe.NOT_SAID and case.journey == Journey.YOUNG_PERSON and case.state is State.RECEIVED


def contact(ways: frozenset[str]) -> str:
    safe = [words for way, words in WAYS.items() if way in ways]
    if not safe:
        return "No contact, will check here" if "here" in ways else "No safe way to reach them"
    return f"Safe: {', '.join(safe)}" + (" only" if len(safe) == 1 else "")


def _silent(case: Case, past: Past, free: Holidays, today: date) -> str:
    if case.anonymous or case.state not in WORKED_ON or past.waits or past.heard is None:
        return ""
    days = silent(past.heard, today, free)
    return f"Nobody wrote to them for {_days(days)}" if days else ""


def _soon(case: Case, today: date) -> str:
    if case.freeze_on is None or case.freeze_decided:
        return ""
    if not case.freeze_said:
        return "Something is to change, no day given: ask – freeze?"
    day = f"{case.freeze_on:%A} {case.freeze_on.day} {case.freeze_on:%B}"
    if case.freeze_on < today:
        return f"Was to change on {day}: find out now"
    return f"Something changes by {day} – freeze?"


def _advocate(case: Case, asked: bool, named: bool, in_touch: bool) -> str:
    """Whom a provider named has yet to be in touch, and until then the child waits (6.2, X-14)."""
    if not case.young_person:
        return ""
    if case.advocate is Advocate.HAVE_ONE and named:
        return "An advocate is in touch" if in_touch else "Advocate named, not yet in touch"
    said = {
        Advocate.YES: "Advocate asked for" if asked else "Wants an advocate, not yet asked for",
        Advocate.NOT_SURE: "Not sure about an advocate",
        Advocate.HAVE_ONE: "Has an advocate",
        Advocate.KNOWN_PERSON: "Wants someone they know",
        Advocate.NOT_NOW: "No advocate for now",
    }
    return said.get(case.advocate, "Not asked about an advocate") if case.advocate else "Not asked about an advocate"


def _needs(answers: Mapping[str, Any]) -> str:
    given = answers.get("needs") or {}
    chosen = [str(need).replace("_", " ") for need in given.get("needs") or ()]
    return ", ".join([*chosen, *filter(None, [str(given.get("language") or "")])])


def _why(row: Row, due: Due | None, today: date, free: Holidays) -> str:
    case = row.case
    if row.place is Place.SAFETY:
        return "First, because nobody has accepted a safety alert yet."
    if row.place is Place.TALK:
        unsure = "are worried about a child" if case.standing in WORRIED else "are not sure about being safe"
        return f"Here, because they {unsure} and nobody has talked to them yet."
    if row.place is Place.FREEZE and not case.freeze_said:
        return "Here, because they do not want a change and gave no day: ask them when it is."
    if row.place is Place.FREEZE and case.freeze_on and case.freeze_on < today:
        return "Here, because the day of a change they do not want is past and nobody has decided."
    if row.place is Place.FREEZE:
        return f"Here, because a change they do not want is due within {FREEZE_DAYS} working days."
    if case.state is State.CLOSED:
        return ""
    owed = "" if due else " Nothing is due."  # what is due, and how late, stands beside it and is said once
    return ("Here, because young people come first." if row.place is Place.YOUNG else "In order of time left.") + owed
