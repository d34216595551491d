"""Letters to those from outside: their appointment, the day of the panel, its papers and report (rules 3.3, 3.4, K-55).

They are no letters of the person: they stop no clock, and lie in the room of whoever they are for. Mail says only that
there is something to read (PRV-10). Who has no room gets it on paper.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import accounts, also_tell, panel_day, panel_report, panel_rows, report_again, rooms, seating
from models.cases.contact_rows import NAMES
from models.cases.finding import clocks_of
from models.cases.letter_facts import facts_of
from models.cases.mine import safe_ways
from models.cases.policies import policy_of
from models.cases.recording import record
from models.cases.to_mind import to_mind, what_helps
from models.formats import short_date
from models.post.letters import Block, drawn
from models.post.outbox import queue_staff
from models.post.paper import Paper
from models.procedure.clocks import LIMITS
from models.procedure.independence import PANEL, PARTS, STAGE_2, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.account import AccountState
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider, OutsiderLetter

REACH = "reach"
KINDS = {
    "appointed": "Their appointment", "date": "The day of the panel", "papers": "The papers in their room",
    "report": "The panel’s report", REACH: "How to reach the person, and what helps them",
}  # fmt: skip
SAY_HOW = "Write how they are reached, as whoever speaks with them has to know it."
IN_ROOM, PAPER = "room", "paper"
HOW = {IN_ROOM: "In their room, with a mail that says so", PAPER: "On paper: print it and post it"}
SUBJECT = "There is a letter for you"
BODY = "A letter for you is in the room of {reference}. Sign in as before to read it."
DUTIES: dict[Part, tuple[str, ...]] = {
    Part.INVESTIGATOR: (
        "You look into every point of the statement of complaint: you read what is in your room, speak with whom you "
        "need to, and tell fact from opinion.",
        "Your draft goes to everybody you spoke with, who check the facts and nothing else. Your final report says for "
        "each point the evidence, what you find, why, and what you recommend.",
    ),
    Part.INDEPENDENT: (
        "You watch over the investigation beside the investigating officer: whether it is fair and thorough, and in "
        "the child’s interest.",
        "Your own report says whether you agree with the findings. The person reads it.",
    ),
    Part.CHAIR: (
        "You lead the panel: you settle with us the day and who comes, that everybody is heard, and sign the report.",
        "The panel looks at whether stages 1 and 2 were handled well. It does not investigate again.",
    ),
    Part.MEMBER: (
        "You read the papers before the day, ask questions, and decide with the chair and the other member.",
        "The panel looks at whether stages 1 and 2 were handled well. It does not investigate again.",
    ),
}
CLOCKS: dict[Part, tuple[Clock, ...]] = {
    Part.INVESTIGATOR: (Clock.S2_RESPONSE,),
    Part.INDEPENDENT: (Clock.S2_RESPONSE,),
    Part.CHAIR: (Clock.S3_PANEL, Clock.S3_PAPERS),
    Part.MEMBER: (Clock.S3_PANEL, Clock.S3_PAPERS),
}
_TIES = {
    "officer": "you work for the council", "member": "you are a councillor", "line": "you are in its line",
    "household": "you are married to an officer or councillor", "recent": "you were one in the last three years",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it was sent; `content` is None where it cannot be opened."""

    row: OutsiderLetter
    name: str
    content: dict[str, Any] | None


def people(db: Session, case: Case) -> Sequence[Appointment]:
    """Everybody who has a part in this case now."""
    return rooms.here(db, case, parts=tuple(Part))


def kinds_for(db: Session, case: Case, to: Appointment) -> dict[str, str]:
    """The letters that can be written to them now: of a panel's day only once there is a panel that they come to."""
    panel = panel_rows.newest(db, case)
    fits = {
        "date": to.part is not Part.INVESTIGATOR and panel is not None,
        "report": to.part in STAGE_2 and panel is not None and panel.report_on is not None,
    }
    return {code: label for code, label in KINDS.items() if fits.get(code, True)}


def composed(
    db: Session, case: Case, to: Appointment, kind: str, words: str, *, keys: Keyring, now: datetime
) -> dict[str, Any]:
    """The letter as they will read it. Raises `NotAllowed` where there is nothing to say yet."""
    makes = {"appointed": _appointed, "date": _date, "papers": _papers, "report": _report, REACH: _reach}
    facts = makes[kind](db, case, to, keys, now)
    subject, blocks = drawn(f"outside/{kind}.txt", {**facts_of(db, case), **facts, "words": words})
    return {"subject": subject, "blocks": [{**block} for block in blocks]}


def says_nothing(kind: str, words: str) -> bool:
    """Of how they are reached only the officer's own words tell."""
    return kind == REACH and not words.strip()


def send(
    db: Session, case: Case, appointment_id: uuid.UUID, kind: str, words: str, *, keys: Keyring, actor: Actor,
    now: datetime,
) -> OutsiderLetter:  # fmt: skip
    """Let it go: into their room, where it is open for them, else on paper."""
    to = one(db, case, appointment_id)
    if says_nothing(kind, words):
        raise NotAllowed(SAY_HOW)
    content = composed(db, case, to, kind, words, keys=keys, now=now)
    email = _reads_in_room(db, to, now)
    row = OutsiderLetter(
        id=uuid.uuid4(), case_id=case.id, appointment_id=to.id, kind=kind, how=IN_ROOM if email else PAPER, sent_at=now,
        sent_by=actor.id,
    )  # fmt: skip
    keys.seal_json(OutsiderLetter.body, row, content)
    db.add(row)
    db.flush()
    if email:
        body, once = BODY.format(reference=case.reference), f"outside-letter:{row.id}"
        about = {"case": case.id}
        queue_staff(db, keys, to=email, subject=SUBJECT, body=body, cause=once, now=now, about=about)
    if kind == "report":
        _give_report(db, case, to, keys=keys, actor=actor, now=now)
    note(db, actor, "outside_letter", now=now, object_kind="outsider_letter", object_id=row.id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason=f"outside_{kind}")
    return row


def one(db: Session, case: Case, appointment_id: uuid.UUID) -> Appointment:
    found = next((row for row in people(db, case) if row.id == appointment_id), None)
    if found is None:
        raise NotAllowed("Their part in this case has ended, so no letter of it goes to them.")
    return found


def sent(db: Session, case: Case, keys: Keyring, to: uuid.UUID | None = None) -> list[Written]:
    """Every letter of this case to somebody from outside, or to one of them; the newest first."""
    query = select(OutsiderLetter, Outsider.name).where(OutsiderLetter.case_id == case.id)
    query = query.join(Appointment, Appointment.id == OutsiderLetter.appointment_id)
    query = query.join(Outsider, Outsider.id == Appointment.outsider_id)
    query = query.where(OutsiderLetter.appointment_id == to) if to else query
    rows = db.execute(query.order_by(OutsiderLetter.sent_at.desc(), OutsiderLetter.id)).all()
    return [Written(row, name, _content(row, keys)) for row, name in rows]


def how_to_reach(db: Session, case: Case, keys: Keyring, actor: Actor) -> tuple[date, list[str]] | None:
    """What the team wrote last to this person of how to reach whoever complains, and on which day."""
    query = select(OutsiderLetter).join(Appointment, Appointment.id == OutsiderLetter.appointment_id)
    query = query.join(Outsider, Outsider.id == Appointment.outsider_id)
    query = query.where(OutsiderLetter.case_id == case.id, OutsiderLetter.kind == REACH, Outsider.staff_id == actor.id)
    row = db.scalars(query.order_by(OutsiderLetter.sent_at.desc(), OutsiderLetter.id).limit(1)).first()
    content = _content(row, keys) if row else None
    if row is None or content is None:
        return None
    said: list[str] = next((block["paragraphs"] for block in content["blocks"] if block["id"] == "how"), [])
    return local_day(row.sent_at), said


def paper(db: Session, case: Case, written: Written) -> Paper | None:
    """The same for the envelope. The address is not ours to keep: the name alone stands above it."""
    if written.content is None:
        return None
    policy = policy_of(db, case)
    lines = (policy.name, policy.contacts.freepost, policy.contacts.phone)
    blocks: tuple[Block, ...] = tuple(written.content["blocks"])
    return Paper(
        council=policy.name, sender=tuple(line for line in lines if line),
        to=(written.name,), mind=(), day=local_day(written.row.sent_at), reference=case.reference,
        subject=written.content["subject"], blocks=blocks,
    )  # fmt: skip


def _appointed(db: Session, case: Case, to: Appointment, keys: Keyring, now: datetime) -> dict[str, Any]:
    due = [f"{LIMITS[one.clock].label}: {short_date(one.due_on)}" for one in clocks_of(db, case)
           if one.clock in CLOCKS[to.part] and one.stopped_on is None]  # fmt: skip
    declared = [words for name, words in _TIES.items() if getattr(to.outsider, name)]
    rate = f"£{to.outsider.day_rate / 100:,.2f}" if to.outsider.day_rate else ""
    name = PARTS[to.part].lower()
    return {
        "part": name, "part_is": f"{'a' if to.part is Part.MEMBER else 'the'} {name}", "since": to.appointed_on,
        "duties": DUTIES[to.part], "ties": "; ".join(declared) or "nothing", "dates": due, "rate": rate,
    }  # fmt: skip


def _date(db: Session, case: Case, to: Appointment, keys: Keyring, now: datetime) -> dict[str, Any]:
    fixed = panel_day.tried(db, case).fixed if "date" in kinds_for(db, case, to) else None
    if fixed is None:
        raise NotAllowed("No day of a panel is fixed that they would come to.")
    seats = [f"{seat.row.outsider.name}, {seat.name.lower()}" for seat in seating.seats(db, case) if seat.row]
    by = panel_day.papers_promised(db, case, now=now)
    return {
        "starts_at": fixed.starts_at, "place": fixed.place, "people": seats, "papers_by": by, "sits": to.part in PANEL,
    }  # fmt: skip


def _papers(db: Session, case: Case, to: Appointment, keys: Keyring, now: datetime) -> dict[str, Any]:
    given = rooms.given_to(db, case, to, keys)
    if not given or to.room_until is None or to.room_until < local_day(now):
        raise NotAllowed("Open their room and give them papers first: the letter says what lies in it.")
    return {"papers": [f"{one.title}, {short_date(one.on)}" for one in given], "until": to.room_until}


def _reach(db: Session, case: Case, to: Appointment, keys: Keyring, now: datetime) -> dict[str, Any]:
    safe = [NAMES[one.way] for one in safe_ways(db, case) if one.allowed]
    helps = [f"{given.label}: {', '.join(given.texts)}".lstrip(": ") for given in what_helps(db, case, keys)]
    return {"mind": to_mind(db, case, keys), "safe": safe, "helps": helps}


def _report(db: Session, case: Case, to: Appointment, keys: Keyring, now: datetime) -> dict[str, Any]:
    """The report that stands; of one that was put right also what was wrong in the one before."""
    if "report" not in kinds_for(db, case, to):
        raise NotAllowed("The panel’s report has not come yet, or they wrote it themselves.")
    panel = panel_rows.current(db, case)
    earlier, came = report_again.before(db, panel, keys), report_again.papers(db, case, keys)
    due = [one.due_on for one in clocks_of(db, case) if one.clock is Clock.S3_RESPONSE and one.stopped_on is None]
    return {
        "summary": panel_report.report_of(db, panel, keys).get("summary", ""), "answer_by": max(due, default=None),
        "findings": panel_report.findings(db, case, panel, keys, outside=True),
        "recommended": [text for _, text in panel_rows.recommendations(db, panel, keys)],
        "wrong": earlier[-1].why if earlier else "", "asked": to.part is Part.INDEPENDENT, "document": bool(came),
    }  # fmt: skip


def _give_report(db: Session, case: Case, to: Appointment, *, keys: Keyring, actor: Actor, now: datetime) -> None:
    """The document itself is in their room too, and that they were owed it is done."""
    if came := {one.id for one in report_again.papers(db, case, keys)}:
        before = {one.id for one in rooms.given_to(db, case, to, keys)}
        rooms.give(db, case, before | came, [to], keys=keys, actor=actor, now=now)
    how = "They were sent it by letter."
    also_tell.told(db, case, panel_report.task_of(to.part), how, actor=actor, now=now, keys=keys)


def _reads_in_room(db: Session, to: Appointment, now: datetime) -> str:
    """Their address where their room is open and their account begun, so that they can read it there; else empty."""
    staff_id = to.outsider.staff_id
    account = accounts.of_staff_or_none(db, staff_id) if staff_id else None
    opens = to.room_until is not None and to.room_until >= local_day(now)
    return account.email if opens and account is not None and account.state is AccountState.ACTIVE else ""


def _content(row: OutsiderLetter, keys: Keyring) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = keys.open_json(OutsiderLetter.body, row)
    except Unreadable:
        return None
    return found
