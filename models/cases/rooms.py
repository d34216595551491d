"""A room for somebody from outside: one case, the papers they were given, until a day (experience 6.3, AZ-04, AZ-11).

They sign in like staff, by an invitation, with an authenticator. The room closes at their next request when the day has
passed, the appointment has ended, they left the pool, a wall names them, or the case is closed.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.audit import Actor, note
from models.cases import accounts, attaching, desk_sessions, outsiders, reporting, stating
from models.cases.allocating import kept_out
from models.cases.caring_details import Sent, words_of
from models.cases.finding import clocks_of, visible
from models.cases.for_the_panel import written
from models.cases.investigating import TWO
from models.cases.recording import record
from models.cases.releasing import letters_of
from models.cases.telling import tell_managers
from models.post.catalogue import CATALOGUE
from models.post.outbox import queue_staff
from models.procedure.independence import PANEL, Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.account import Account, AccountState, Purpose
from models.tables.case import Case
from models.tables.outsider import Appointment, Outsider, RoomPaper
from models.tables.stage_two import ComplaintStatement
from models.tables.upload import Upload
from models.tables.words import GONE

DUE = {  # what each is waited for, as their own page says it
    Part.INVESTIGATOR: {
        Clock.S2_DRAFT: "Your draft is due by",
        Clock.S2_FACT_CHECK: "The check of the facts ends on",
    },
    Part.INDEPENDENT: {Clock.S2_IP_REPORT: "Your report is due by"},
    **dict.fromkeys(PANEL, {Clock.S3_REPORT: "The panel’s report is due by"}),
}
LONGEST = timedelta(days=365)
LETTER, FILE, REPORT, WORDS, STATEMENT = "letter", "file", "report", "words", "statement"
SENT, STATED = "What the person sent", "Statement of complaint"
OF_THEIRS = "report"  # the question under which a file of an investigator is kept
SUBJECT, BODY = "A room is open for you", "You can open the room of {reference} until {until}. Sign in as before."
TOLD_SUBJECT = "A room was opened for somebody from outside"
TOLD_BODY = (
    "Somebody from outside can open {reference}, until {until}. If you did not expect this, look at the rooms there."
)


class Paper(NamedTuple):
    """A letter, a file, a report, what the person sent or a statement of theirs, as a room may hold it."""

    kind: str
    id: uuid.UUID
    title: str
    on: date
    given: bool


def open_room(
    db: Session, case: Case, appointment_id: uuid.UUID, until: date, *, keys: Keyring, actor: Actor, now: datetime
) -> tuple[Account, str | None]:
    """Let them in until that day, or move the day. The account, and the token of an invitation where they need one."""
    row, today = _current(db, case, appointment_id), local_day(now)
    if not today <= until <= today + LONGEST:
        raise NotAllowed("Choose a day from today on, and within a year.")
    if case.closed_on is not None:
        raise NotAllowed("This case is closed, so no room of it opens.")
    outsider = row.outsider
    if not outsider.active or outsider.staff_id is None:
        raise NotAllowed("They are no longer in the pool. End the appointment and appoint somebody else.")
    if outsider.staff_id in set(db.scalars(kept_out(case))):
        raise NotAllowed("They are named in this case, or stand near to who is. Appoint somebody else.")
    account, token = _account(db, outsider, keys, actor=actor, now=now)
    first, row.room_until, row.room_opened_at = row.room_until is None, until, now
    record(db, case, Event.NOTED, actor=actor, now=now, reason=f"room_opened_{row.part}")
    told = {"reference": case.reference, "until": f"{until.day} {until:%B %Y}"}
    tell_managers(
        db, keys, subject=TOLD_SUBJECT, body=TOLD_BODY.format(**told), now=now, case_id=case.id,
        cause=f"room:{row.id}:{until}",
    )  # fmt: skip
    if first and token is None:
        body, once = BODY.format(**told), f"room-open:{row.id}:{now:%Y%m%d%H%M}"
        about = {"case": case.id, "role": Role.OUTSIDER.value}
        queue_staff(db, keys, to=account.email, subject=SUBJECT, body=body, cause=once, now=now, about=about)
    db.flush()
    return account, token


def close_room(db: Session, case: Case, appointment_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """From their next request on they see nothing. The appointment goes on."""
    row = _current(db, case, appointment_id)
    if row.room_until is None:
        raise NotAllowed("This room is not open.")
    row.room_until = None
    account = accounts.of_staff_or_none(db, row.outsider.staff_id) if row.outsider.staff_id else None
    if account is not None:
        desk_sessions.end_all(db, account.id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason=f"room_closed_{row.part}")


def mine(db: Session, actor: Actor, *, today: date) -> list[tuple[Case, Appointment]]:
    """The open rooms of this person, the one that closes first at the top."""
    query = (
        select(Case, Appointment)
        .join(Appointment, Appointment.case_id == Case.id)
        .join(Outsider, Outsider.id == Appointment.outsider_id)
        .where(Outsider.staff_id == actor.id, Appointment.ended_on.is_(None), Appointment.room_until >= today)
        .where(visible(actor))
        .order_by(Appointment.room_until, Case.reference)
    )
    return [(case, row) for case, row in db.execute(query)]


def one(db: Session, actor: Actor, reference: str, *, today: date) -> tuple[Case, Appointment] | None:
    """The case and their part in it, while their room is open today."""
    return next(((case, row) for case, row in mine(db, actor, today=today) if case.reference == reference), None)


def here(db: Session, case: Case, *, parts: Collection[Part] = TWO) -> Sequence[Appointment]:
    """Everybody who has one of these parts in this case now."""
    query = select(Appointment).where(Appointment.case_id == case.id, Appointment.ended_on.is_(None))
    query = query.where(Appointment.part.in_(parts))
    return db.scalars(query.options(joinedload(Appointment.outsider)).order_by(Appointment.part.desc())).all()


def due(db: Session, case: Case, part: Part) -> list[tuple[str, date]]:
    """What is waited for from whoever has this room, and by when; then the day of the answer (K-36, K-38)."""
    running = {clock.clock: clock.due_on for clock in clocks_of(db, case) if clock.stopped_on is None}
    wanted = {**DUE.get(part, {}), Clock.S2_RESPONSE: "The answer to the person is due by"}
    return [(words, running[clock]) for clock, words in wanted.items() if clock in running]


def ever(db: Session, case: Case) -> bool:
    """Whether anybody from outside has or had a part in it."""
    return db.scalars(select(Appointment.id).where(Appointment.case_id == case.id).limit(1)).first() is not None


def papers(db: Session, case: Case, keys: Keyring, people: Sequence[Appointment] | None = None) -> list[Paper]:
    """Everything that may be given, and whether all of `people` have it: those who investigate, or a panel.
    Those who investigate read the newest statement in their room anyway; a panel may be given it and both reports."""
    people, given = here(db, case) if people is None else people, _given(db, case)
    gone = [one for one in letters_of(db, case) if one.state == GONE]
    found = [(WORDS, one.id, SENT, local_day(one.at)) for one in words_of(db, case, keys) if one.questions is not None]
    if any(row.part in PANEL for row in people):
        found += [
            (STATEMENT, row.id, f"{STATED}, version {row.number}", _said_on(row)) for row in _statements(db, case)
        ]
        found += [(REPORT, one.row.id, one.title, local_day(one.row.saved_at)) for one in _final(db, case, keys)]
        found += [(one.kind, one.id, one.title, one.on) for one in written(db, case, keys)]
    found += [(LETTER, one.id, CATALOGUE[one.kind].label, local_day(one.released_at)) for one in gone]
    found += [
        (FILE, one.id, one.name or one.row.sort.capitalize(), local_day(one.row.added_at))
        for one in attaching.read(keys, attaching.rows_of_case(db, case.id))
        if one.shown and one.row.question != OF_THEIRS
    ]
    return [
        Paper(kind, id, title, on, bool(people) and all((row.id, id) in given for row in people))
        for kind, id, title, on in found
    ]


def give(
    db: Session, case: Case, wanted: set[uuid.UUID], people: Sequence[Appointment] | None = None, *,
    keys: Keyring, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """From now on all of `people`, those who investigate or a panel, have exactly these papers."""
    people = here(db, case) if people is None else people
    if not people or actor.id is None:
        raise NotAllowed("Nobody is appointed who could be given papers.")
    kinds = {paper.id: paper.kind for paper in papers(db, case, keys, people)}
    if wanted - set(kinds):
        raise NotAllowed("One of these papers is not there any more. Look again.")
    there, theirs = _given(db, case), {person.id for person in people}
    for (appointment_id, object_id), row in there.items():
        if appointment_id in theirs and object_id not in wanted:
            row.taken_at = now
            note(db, actor, "paper_taken", now=now, object_kind=row.kind, object_id=object_id)
    for person in people:
        for object_id in sorted(wanted, key=str):
            if (person.id, object_id) in there:
                continue
            made = {"case_id": case.id, "kind": kinds[object_id], "object_id": object_id, "given_by": actor.id}
            db.add(RoomPaper(id=uuid.uuid4(), appointment_id=person.id, given_at=now, **made))
            note(db, actor, "paper_given", now=now, object_kind=kinds[object_id], object_id=object_id)
    record(db, case, Event.NOTED, actor=actor, now=now, reason="papers_given")


def given_to(db: Session, case: Case, appointment: Appointment, keys: Keyring) -> list[Paper]:
    """The papers in this person's room."""
    ids = {object_id for row_id, object_id in _given(db, case) if row_id == appointment.id}
    return [paper for paper in papers(db, case, keys, [appointment]) if paper.id in ids]


def may_open(db: Session, case: Case, appointment: Appointment, object_id: uuid.UUID) -> bool:
    return (appointment.id, object_id) in _given(db, case)


def file_of_report(db: Session, case: Case, upload_id: uuid.UUID) -> bool:
    """A file that one of those who investigate handed in with a report: both read it."""
    row = db.get(Upload, upload_id)
    return row is not None and row.case_id == case.id and row.question == OF_THEIRS


def reports_given(db: Session, case: Case, appointment: Appointment, keys: Keyring) -> list[reporting.Report]:
    """The reports of stage 2 that somebody of the panel was given."""
    return [one for one in _final(db, case, keys) if may_open(db, case, appointment, one.row.id)]


def words_given(db: Session, case: Case, appointment: Appointment, object_id: uuid.UUID, keys: Keyring) -> Sent | None:
    """What the person sent, exactly as they sent it, where this person was given it."""
    if not may_open(db, case, appointment, object_id):
        return None
    return next((one for one in words_of(db, case, keys) if one.id == object_id), None)


def statement_given(
    db: Session, case: Case, appointment: Appointment, object_id: uuid.UUID
) -> ComplaintStatement | None:
    """A version of the statement of complaint that this person was given."""
    if not may_open(db, case, appointment, object_id):
        return None
    return next((row for row in _statements(db, case) if row.id == object_id), None)


def _statements(db: Session, case: Case) -> list[ComplaintStatement]:
    """Every version that the person has read: a draft of ours is nobody's to give."""
    return [row for row in stating.versions(db, case) if row.offered_at is not None]


def _said_on(row: ComplaintStatement) -> date:
    return row.signed_on or local_day(row.offered_at or row.drafted_at)


def _final(db: Session, case: Case, keys: Keyring) -> list[reporting.Report]:
    return list(reporting.finals(db, case, keys).values())


def _given(db: Session, case: Case) -> dict[tuple[uuid.UUID, uuid.UUID], RoomPaper]:
    query = select(RoomPaper).where(RoomPaper.case_id == case.id, RoomPaper.taken_at.is_(None))
    return {(row.appointment_id, row.object_id): row for row in db.scalars(query)}


def _current(db: Session, case: Case, appointment_id: uuid.UUID) -> Appointment:
    row = next((one for one in here(db, case, parts=tuple(Part)) if one.id == appointment_id), None)
    if row is None:
        raise NotAllowed("This appointment has ended. Nobody has a room by it.")
    return row


def _account(
    db: Session, outsider: Outsider, keys: Keyring, *, actor: Actor, now: datetime
) -> tuple[Account, str | None]:
    """Theirs, or a new one at the address in the pool; with the token that begins it, until it is begun."""
    assert outsider.staff_id is not None  # noqa: S101 - asked by the caller
    account = accounts.of_staff_or_none(db, outsider.staff_id)
    if account is not None:
        if account.state is AccountState.ACTIVE:
            return account, None
        return account, accounts.make_link(db, account.id, Purpose.INVITATION, by=actor, now=now)
    email = outsiders.details_of(outsider, keys)["email"]
    if not email:
        raise NotAllowed("Write their email address in the pool first: the invitation goes there.")
    if accounts.with_email(db, email) is not None:
        raise NotAllowed("Somebody else signs in with their email address. Put another one in the pool.")
    return accounts.invite(db, outsider.staff_id, email, [Role.OUTSIDER], by=actor, now=now)
