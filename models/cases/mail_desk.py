"""What staff do with mail that came: it becomes a case, part of a case, or is no complaint."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import indexing, mail_files
from models.cases.corresponding import add_note
from models.cases.finding import TEAM, visible
from models.cases.recording import record
from models.cases.releasing import main_holder
from models.cases.walls import entries_of, find_someone_eligible, heed
from models.formats import short_date
from models.post.incoming import AUTO, BOUNCE, BROKEN
from models.post.incoming import MAIL as LETTER
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event, Role
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.incoming import IncomingMail, IncomingWall
from models.tables.message import Message
from models.tables.safety import WallEntry
from models.tables.staff import Staff
from models.tables.words import ThreadMessage

MOST = 50  # of each list on one page
NEW, ANSWERS, MACHINES = "new", "answers", "machines"
ELSEWHERE = "mail_elsewhere"
LEFT = (
    "An e-mail that came on {came} and answers a notice of this case does not belong to it. {who} dealt with it "
    "elsewhere. If the person waits to hear that, write to them."
)
NOT_COMPLAINT = {
    "passed_on": "It belongs to somebody else: I passed it on by hand",
    "answered": "A question, which was answered",
    "known": "It is on a case already",
    "machine": "A machine sent it",
    "junk": "Advertising, or something harmful",
}
CASE, MESSAGE, NOTE = "case", "message", "note"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """One mail as a page shows it. `said` is empty where it cannot be read; the row is there all the same."""

    row: IncomingMail
    said: dict[str, Any]
    case: Case | None = None

    @property
    def heading(self) -> str:
        return str(self.said.get("subject") or "No subject")

    @property
    def sender(self) -> str:
        """As the mail says it."""
        return str(self.said.get("name") or self.said.get("from") or "Nobody is named")


@dataclass(frozen=True, slots=True)
class Page:
    """One screenful of a list. `next` is the last mail on it, where more follow."""

    found: list[Opened] = field(default_factory=list)
    next: uuid.UUID | None = None


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Which mail `actor` may see: on a case, who may see the case; before that the team, but nobody who is named."""
    if actor.kind != "staff" or actor.id is None or not actor.roles & (TEAM | {Role.ALTERNATE}):
        return false()
    on_case = exists().where(Case.id == IncomingMail.case_id, visible(actor)).correlate(IncomingMail)
    kept_out = exists().where(IncomingWall.mail_id == IncomingMail.id, IncomingWall.staff_id == actor.id)
    loose = and_(IncomingMail.case_id.is_(None), ~kept_out)
    if not actor.roles & TEAM:
        loose = and_(loose, IncomingMail.to_alternate.is_(True))
    return or_(loose, on_case)


def waiting(
    db: Session, actor: Actor, keys: Keyring, of: str = NEW, *, after: uuid.UUID | None = None, size: int = MOST
) -> Page:
    """What waits for somebody, the oldest first: new and on no case, answers to our notices, or a machine's."""
    on_case, loose = IncomingMail.case_id.is_not(None), IncomingMail.case_id.is_(None)
    letters, machines = IncomingMail.kind.in_((LETTER, BROKEN)), IncomingMail.kind.in_((AUTO, BOUNCE))
    wanted = {NEW: and_(letters, loose), ANSWERS: and_(letters, on_case), MACHINES: and_(machines, loose)}
    query = _rows(actor).where(_waits(), wanted[of])
    last = _last(db, actor, after)
    if last is not None:
        query = query.where(_beyond(IncomingMail.came_at, last.came_at, last.id, up=True))
    return _page(db, keys, query, size)


def settled(db: Session, actor: Actor, keys: Keyring, *, after: uuid.UUID | None = None, size: int = MOST) -> Page:
    """What was dealt with, the newest first."""
    query = _rows(actor).where(IncomingMail.settled_at.is_not(None))
    last = _last(db, actor, after)
    if last is not None and last.settled_at is not None:
        query = query.where(_beyond(IncomingMail.settled_at, last.settled_at, last.id, up=False))
    return _page(db, keys, query.order_by(None).order_by(IncomingMail.settled_at.desc(), IncomingMail.id), size)


def of_case(db: Session, actor: Actor, keys: Keyring, case: Case) -> list[Opened]:
    """What came for one case and waits."""
    return _page(db, keys, _rows(actor).where(_waits(), IncomingMail.case_id == case.id), MOST).found


def how_many(actor: Actor) -> Any:
    """How many wait, machines left aside: part of another query."""
    letters = or_(IncomingMail.kind.in_((LETTER, BROKEN)), IncomingMail.case_id.is_not(None))
    return select(func.count(IncomingMail.id)).where(_waits(), letters, seen_by(actor)).scalar_subquery()


def waits_on(case_id: uuid.UUID, *kinds: str) -> Any:
    """How many of these kinds wait on one case: part of another query."""
    mine = (IncomingMail.case_id == case_id, IncomingMail.kind.in_(kinds), _waits())
    return select(func.count(IncomingMail.id)).where(*mine).scalar_subquery()


def one(db: Session, actor: Actor, mail_id: uuid.UUID, keys: Keyring, *, held: bool = False) -> Opened:
    """`NoResultFound` for one that `actor` may not see, as for one that is not there (AZ-02). `held`: until the end of
    the transaction nobody else settles it."""
    query = _rows(actor).where(IncomingMail.id == mail_id)
    row, case = db.execute(query.with_for_update(of=IncomingMail) if held else query).one()
    return Opened(row, said_in(keys, row), case)


def known(db: Session, actor: Actor, index: bytes, mail: Opened) -> list[Case]:
    """Cases that it may be about and `actor` may see: of this address, or of a notice that it answers. A hint: anybody
    can write another's address there."""
    address = str(mail.said.get("from", ""))
    named = [uuid.UUID(one) for one in mail.said.get("named", ())]
    named += [mail.row.notice_id] if mail.row.notice_id else []
    ways = [Case.id.in_(select(Message.case_id).where(Message.id.in_(named)))]
    ways += [Case.id.in_(indexing.having(index, address))] if address else []
    query = select(Case).where(visible(actor), or_(*ways)).order_by(Case.received_on.desc(), Case.id)
    return list(db.scalars(query.limit(5)))


def named_in(db: Session, mail: Opened) -> list[str]:
    """Colleagues whose whole name stands in it, and who therefore do not see it."""
    ids = select(IncomingWall.named_id).where(IncomingWall.mail_id == mail.row.id)
    return list(db.scalars(select(Staff.name).where(Staff.id.in_(ids)).order_by(Staff.name)))


def became_case(db: Session, mail: Opened, case: Case, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """Its files are the case's, and who was kept from it, or from the case it stood on, is kept from this one until an
    officer lifts that."""
    check_open(mail)
    holder = main_holder(db, case)
    mail_files.bring(db, mail.row, case, keys, actor=actor, now=now, holder_id=holder.id if holder else None)
    _wall(db, case, _kept_out(db, mail), now=now)
    mail.row.case_id = case.id
    settle(db, mail, CASE, actor=actor, now=now)


def to_messages(db: Session, mail: Opened, case: Case, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """With the messages of the person whose page it is: they read there that it came."""
    check_open(mail)
    case = _origin(db, case)
    holder = main_holder(db, case)
    main = holder.id if holder else None
    holder_id = mail.row.holder_id if mail.row.case_id == case.id else main
    message = ThreadMessage(id=uuid.uuid4(), case_id=case.id, at=mail.row.came_at, holder_id=holder_id)
    keys.seal(ThreadMessage.body, message, mail.said.get("text") or mail.heading)
    db.add(message)
    db.flush()
    if mail.row.case_id != case.id:
        record(db, case, Event.MESSAGE_FROM_PERSON, actor=actor, now=now, reason="email")
        case.waiting_on = "us"
    _keep_out(db, mail, case, now=now)
    of = {"message_id": message.id, "holder_id": holder_id}
    mail_files.bring(db, mail.row, case, keys, actor=actor, now=now, **of)
    mail.row.case_id, mail.row.kept_as = case.id, message.id
    settle(db, mail, MESSAGE, actor=actor, now=now)


def to_file(db: Session, mail: Opened, case: Case, keys: Keyring, *, actor: Actor, now: datetime) -> None:
    """On the file of a case, where the person's page does not show it: from somebody else, or not for their eyes."""
    check_open(mail)
    case = _origin(db, case)
    sender = f"{mail.said.get('name', '')} <{mail.said.get('from', '')}>".strip()
    text = f"From: {sender}\nSubject: {mail.heading}\n\n{mail.said.get('text', '')}"
    kept = add_note(db, case, text, kind="email", actor=actor, keys=keys, now=now)
    _keep_out(db, mail, case, now=now)
    mail_files.bring(db, mail.row, case, keys, actor=actor, now=now)
    mail.row.case_id, mail.row.kept_as = case.id, kept.id
    settle(db, mail, NOTE, actor=actor, now=now)


def no_complaint(db: Session, mail: Opened, why: str, *, actor: Actor, now: datetime) -> None:
    """It stays for ninety days, so that a mistake can be put right, and is then forgotten; where it answers a notice of
    ours it stays with that case, whose wall holds."""
    check_open(mail)
    if why not in NOT_COMPLAINT:
        raise NotAllowed("Choose what it is.")
    settle(db, mail, why, actor=actor, now=now)


def leaves(db: Session, mail: Opened, keys: Keyring, *, actor: Actor, now: datetime, to: Case | None = None) -> None:
    """A note on the case whose notice it answers, where it goes anywhere but there: that case says that they wrote. The
    note does not say where to, since not everybody who sees the one case may see the other."""
    if mail.case is None or (to is not None and to.origin_id == mail.case.origin_id):
        return
    check_open(mail)
    said = LEFT.format(came=short_date(local_day(mail.row.came_at)), who=actor.name)
    add_note(db, mail.case, said, actor=actor, keys=keys.with_case(mail.case), now=now)
    needs_no_answer(db, mail.case, local_day(mail.row.came_at), actor=actor, now=now)


def needs_no_answer(db: Session, case: Case, wrote_on: date, *, actor: Actor, now: datetime) -> None:
    """What they wrote on that day is answered elsewhere, so that the case asks nobody for an answer (5.2)."""
    record(db, case, Event.NOTED, actor=actor, now=now, on=wrote_on, reason=ELSEWHERE)


def settle(db: Session, mail: Opened, ended: str, *, actor: Actor, now: datetime) -> None:
    """It waits no longer: what became of it, by whom and when."""
    mail.row.settled_at, mail.row.settled_by, mail.row.ended = now, actor.id, ended
    note(db, actor, "mail_settled", now=now, object_kind="incoming_mail", object_id=mail.row.id, reason=ended)
    db.flush()


def check_open(mail: Opened) -> None:
    if mail.row.settled_at is not None:
        raise NotAllowed("A colleague has dealt with this mail already.")


def _wall(db: Session, case: Case, kept_out: Sequence[IncomingWall | WallEntry], *, now: datetime) -> None:
    """Whom the mail kept out reads it on no case either, until an officer lifts that (AZ-04)."""
    there = {(entry.staff_id, entry.named_id) for entry in entries_of(db, case)}
    for entry in kept_out:
        if (entry.staff_id, entry.named_id) in there:
            continue
        same = {"staff_id": entry.staff_id, "named_id": entry.named_id, "because": entry.because}
        db.add(WallEntry(id=uuid.uuid4(), case_id=case.origin_id, confirmed=False, raised_at=now, **same))
        there.add((entry.staff_id, entry.named_id))
    find_someone_eligible(db, case)


def _keep_out(db: Session, mail: Opened, case: Case, *, now: datetime) -> None:
    """By what it says, whether it came for no case, for this one or for another."""
    _wall(db, case, _named_there(db, mail), now=now)
    heed(db, case, "\n".join(str(mail.said.get(part) or "") for part in ("text", "rest", "subject")), now=now)


def _named_there(db: Session, mail: Opened) -> Sequence[IncomingWall]:
    return db.scalars(select(IncomingWall).where(IncomingWall.mail_id == mail.row.id)).all()


def _kept_out(db: Session, mail: Opened) -> Sequence[IncomingWall | WallEntry]:
    """By the mail itself, and by the case it stood on."""
    first = entries_of(db, mail.case) if mail.case else ()
    return [*_named_there(db, mail), *(entry for entry in first if entry.lifted_at is None)]


def _origin(db: Session, case: Case) -> Case:
    return db.get_one(Case, case.part_of_id) if case.part_of_id else case


def _waits() -> ColumnElement[bool]:
    return IncomingMail.settled_at.is_(None)


def _rows(actor: Actor) -> Select[IncomingMail, Case]:
    query = select(IncomingMail, Case).outerjoin(Case, Case.id == IncomingMail.case_id).where(seen_by(actor))
    return query.order_by(IncomingMail.came_at, IncomingMail.id)


def _last(db: Session, actor: Actor, after: uuid.UUID | None) -> IncomingMail | None:
    """The mail that a page ended with; one that they may not see begins at the top again."""
    if after is None:
        return None
    return db.scalars(select(IncomingMail).where(IncomingMail.id == after, seen_by(actor))).one_or_none()


def _beyond(column: Any, at: datetime, mail_id: uuid.UUID, *, up: bool) -> ColumnElement[bool]:
    further = column > at if up else column < at
    return or_(further, and_(column == at, IncomingMail.id > mail_id))


def _page(db: Session, keys: Keyring, query: Select[IncomingMail, Case], size: int) -> Page:
    rows = db.execute(query.limit(size + 1)).all()
    found = [Opened(row, said_in(keys, row), case) for row, case in rows[:size]]
    return Page(found, found[-1].row.id if len(rows) > size else None)


def said_in(keys: Keyring, row: IncomingMail) -> dict[str, Any]:
    try:
        said: dict[str, Any] = keys.open_json(IncomingMail.words, row)
    except Unreadable:
        return {}
    return said
