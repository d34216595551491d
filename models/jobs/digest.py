"""One mail a person on the morning of a working day: what is late, what is due, what is new. References only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.audit import Actor
from models.cases import advocates
from models.cases.accounts import ADVOCATES
from models.cases.extending import notices_due
from models.cases.finding import TEAM, visible
from models.cases.lateness import how_many_late
from models.cases.learning import late_actions, owed_by
from models.cases.mail_desk import how_many
from models.cases.mine import covered_by
from models.cases.owed_outside import OWED, owed
from models.cases.policies import holidays
from models.cases.proceedings import to_look_at
from models.cases.promises import late_for
from models.cases.still_theirs import named
from models.cases.tasks import waiting
from models.post.outbox import queue_staff
from models.procedure.clocks import LIMITS
from models.procedure.deadlines import Standing, standing
from models.procedure.lateness import LATE
from models.procedure.terms import Clock, Role
from models.procedure.working_days import ENGLAND, add_working_days, is_working_day, local_day
from models.sealing import Keyring
from models.tables.account import Account
from models.tables.case import TO_LOOK, Case
from models.tables.history import RunningClock
from models.tables.message import Message
from models.tables.register import OmbudsmanCase

FROM, UNTIL = time(7, 30), time(12)  # a worker that was down at eight still sends before noon
AHEAD = 2  # working days
READERS = TEAM | {Role.RESPONDER, Role.ALTERNATE}


@dataclass(frozen=True, slots=True)
class Line:
    reference: str
    clock: Clock | None  # None: the Ombudsman waits for it
    due_on: date
    standing: Standing

    def __str__(self) -> str:
        what = LIMITS[self.clock].label if self.clock else OWED
        return f"{self.reference}  {what}: {self.due_on:%A %-d %B} ({self.standing})"


def send_digests(db: Session, keys: Keyring, *, now: datetime) -> int:
    """Queue today's digests, once a person. Nothing at weekends, on bank holidays, or before the morning."""
    today, clock_time = local_day(now), now.astimezone(ENGLAND).time()
    if not is_working_day(today, holidays(db)) or not FROM <= clock_time < UNTIL:
        return 0
    accounts = select(Account).where(Account.state == "active")
    accounts = accounts.options(joinedload(Account.staff), selectinload(Account.roles))
    return sum(_send_one(db, keys, account, today, now) for account in db.scalars(accounts).all())


def _send_one(db: Session, keys: Keyring, account: Account, today: date, now: datetime) -> int:
    roles = frozenset(held.role for held in account.roles)
    cause = f"digest:{account.id}:{today}"
    if roles & ADVOCATES:
        return _to_advocate(db, keys, account, cause, today, now)
    if Role.DIRECTOR in roles:
        return _to_director(db, keys, account, roles, today, now)
    if not roles & READERS or db.scalars(select(Message.id).where(Message.cause == cause)).first():
        return 0
    actor = Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=roles, account_id=account.id)
    lines = list(lines_for(db, actor, today))
    new = _unassigned(db, actor) if roles & TEAM else 0
    broken = late_for(db, actor, covered_by(db, actor, today), today)
    again = [case.reference for case, _ in to_look_at(db, actor, today)] if roles & TEAM else []
    tasks = [*waiting(db, actor, today), *_meetings(db, actor, today)] if roles & TEAM else []
    mail = db.scalar(select(how_many(actor))) or 0
    notices = _notices(db, actor, today) if roles & TEAM else []
    if not any((lines, new, broken, again, tasks, mail, notices)):
        return 0
    late = sum(line.standing is Standing.OVERDUE for line in lines) + len(broken)
    subject = f"Today: {late} late, {len(lines) + len(broken) + len(tasks)} to do, {new} new"
    body = _body(lines, new, broken, again, tasks, mail, notices)
    about = {"opens": named(db, actor, body.split())}
    queue_staff(db, keys, to=account.email, subject=subject, body=body, cause=cause, now=now, about=about)
    return 1


def _to_advocate(db: Session, keys: Keyring, account: Account, cause: str, today: date, now: datetime) -> int:
    """For advocates: numbers of cases with something new or a day near, and not a word of what it is."""
    if db.scalars(select(Message.id).where(Message.cause == cause)).first():
        return 0
    last = add_working_days(today, AHEAD, holidays(db))
    rows = advocates.news(db, account.staff_id)
    new = [reference for reference, unread, _ in rows if unread]
    near = [f"{reference}  {due:%A %-d %B}" for reference, _, due in rows if due and due <= last]
    if not new and not near:
        return 0
    parts = ["\n".join(["Something to read", *new])] if new else []
    parts += ["\n".join(["A day is near or past", *near])] if near else []
    body = "\n\n".join([*parts, "Sign in to see them."])
    subject = f"Today: {len(new)} with something to read, {len(near)} with a day near"
    queue_staff(db, keys, to=account.email, subject=subject, body=body, cause=cause, now=now,
                about={"opens": [*new, *(one.partition(" ")[0] for one in near)]})  # fmt: skip
    return 1


def _to_director(
    db: Session, keys: Keyring, account: Account, roles: frozenset[Role], today: date, now: datetime
) -> int:
    """On the first working day of a week, what is late at stages 2 and 3 and of what was promised: numbers, and no case
    (X-02, X-05, X-09)."""
    monday = today - timedelta(days=today.weekday())
    cause = f"late-promises:{account.id}:{monday}"
    if db.scalars(select(Message.id).where(Message.cause == cause)).first():
        return 0
    actor = Actor(kind="staff", id=account.staff_id, name=account.staff.name, roles=roles, account_id=account.id)
    many, oldest = late_actions(db, actor, today)
    two, three = (how_many_late(db, actor, LATE[one].clocks, today) for one in ("stage-2", "stage-3"))
    if not any((many, two, three)):
        return 0
    subject = f"Late: {two} at stage 2, {three} at stage 3, {many} promised and not done"
    said = [
        f"{number} at stage {stage} {'is' if number == 1 else 'are'} late." for stage, number in ((2, two), (3, three))
    ]
    since = [f"{many} of what we promised people is late, the oldest since {oldest:%A %-d %B %Y}."] if oldest else []
    body, about = " ".join([*said, *since, "Sign in to see the figures."]), {"role": Role.DIRECTOR.value}
    queue_staff(db, keys, to=account.email, subject=subject, body=body, cause=cause, now=now, about=about)
    return 1


def lines_for(db: Session, actor: Actor, today: date) -> Iterator[Line]:
    """What `actor` owes by two working days from now: theirs, and of colleagues they stand in for (S-35)."""
    days = holidays(db)
    last = add_working_days(today, AHEAD, days)
    theirs = [visible(actor)]
    if Role.MANAGER not in actor.roles:
        mine = covered_by(db, actor, today)
        theirs.append(or_(Case.officer_id.in_(mine), Case.responder_id.in_(mine)))
    query = (
        select(Case.reference, RunningClock.clock, RunningClock.due_on)
        .join(RunningClock, RunningClock.case_id == Case.id)
        .where(RunningClock.stopped_on.is_(None), RunningClock.due_on <= last, *theirs)
        .order_by(RunningClock.due_on, Case.reference)
    )
    for reference, clock, due in db.execute(query):
        yield Line(reference, clock, due, standing(due, today, days))
    at = select(OmbudsmanCase.id, Case.reference).join(Case, Case.id == OmbudsmanCase.case_id).where(*theirs)
    references = {row_id: reference for row_id, reference in db.execute(at)}
    for row_id, due in sorted(owed(db, list(references)).items(), key=lambda one: one[1]):
        if due <= last:
            yield Line(references[row_id], None, due, standing(due, today, days))


def _notices(db: Session, actor: Actor, today: date) -> list[tuple[str, date]]:
    """Stage 2 that has to say by two working days from now, or should have said, that it takes longer (K-34)."""
    last = add_working_days(today, AHEAD, holidays(db))
    return notices_due(db, actor, covered_by(db, actor, today), last)


def _meetings(db: Session, actor: Actor, today: date) -> list[tuple[str, str, date]]:
    """Learning meetings of theirs that are due by today (K-65)."""
    due = owed_by(db, actor, today=today)
    return [(one.case.reference, one.due.name, one.due.on) for one in due if one.due.on <= today]


def _unassigned(db: Session, actor: Actor) -> int:
    nobodys = (Case.closed_on.is_(None), Case.officer_id.is_(None), Case.waiting_on != TO_LOOK)
    query = select(Case.id).where(*nobodys, visible(actor)).limit(100)
    return len(db.scalars(query).all())


def _body(
    lines: list[Line],
    new: int,
    broken: Sequence[tuple[str, date]] = (),
    again: Sequence[str] = (),
    tasks: Sequence[tuple[str, str, date]] = (),
    mail: int = 0,
    notices: Sequence[tuple[str, date]] = (),
) -> str:
    parts = []
    for title, kinds in (
        ("Late", {Standing.OVERDUE}),
        ("Due today", {Standing.DUE_TODAY}),
        ("Due in the next two working days", {Standing.DUE_SOON, Standing.ON_TIME}),
    ):
        if chosen := [str(line) for line in lines if line.standing in kinds]:
            parts.append("\n".join([title, *chosen]))
    listed = {
        "Promised and not marked as done": [f"{one}  promised for {due:%A %-d %B}" for one, due in broken],
        "Stage 2: if it takes longer, the notice goes": [f"{one}  by {due:%A %-d %B}" for one, due in notices],
        "Tasks": [f"{one}  {label}: {due:%A %-d %B}" for one, label, due in tasks],
        "It waits for other proceedings, and is to be looked at again today": again,
    }
    parts += ["\n".join([title, *rows]) for title, rows in listed.items() if rows]
    if new:
        parts.append(f"New, with nobody's name on it: {new}")
    if mail:
        parts.append(f"Under Mail, waiting for somebody: {mail}")
    return "\n\n".join([*parts, "Sign in to see them."])
