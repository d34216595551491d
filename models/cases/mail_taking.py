"""Taking one mail in: read, sealed and committed, or not taken at all, so that whoever holds it still does (E-07).

The process that takes it can open nothing of it afterwards: words and keys are sealed to staff by the public half of
the master. A mail finds its case by a token that only we can make; every other goes to the register.
"""

import hashlib
import hmac
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.audit import SYSTEM, note
from models.cases.attaching import attach, check_room
from models.cases.mail_told import not_reached
from models.cases.recording import record
from models.cases.walls import heed, kept_out_by, spelled, stands_in
from models.db import Sessions
from models.files.judging import Taken, judge
from models.files.kinds import LIMITS, MAIL
from models.files.refusing import FULL, Refused
from models.files.store import Store
from models.files.stream import COPY
from models.post.incoming import AUTO, BOUNCE, BROKEN, Incoming, read
from models.post.incoming import MAIL as LETTER
from models.post.replies import BOUNCE as CAME_BACK
from models.post.replies import LASTS, REPLY, Replies, derived
from models.procedure.tasks import BOUNCED
from models.procedure.terms import Event, Role, Way
from models.sealing import Keyring
from models.tables.account import Account, AccountRole, AccountState
from models.tables.case import Case
from models.tables.incoming import IncomingMail, IncomingWall
from models.tables.message import Message, NoticeTo
from models.tables.staff import Staff, Team
from models.tables.upload import Upload
from models.tables.words import SafeWay

MOST_AN_HOUR = 30  # mails of one sender; the others wait where they are
TOKEN, NO_TOKEN, NOT_OURS, OLD, NOT_SAFE, RETURNED = "token", "no_token", "not_ours", "old", "not_safe", "returned"
"""How a mail found its place: by an address of ours; none; one we did not make; one past its time; one that went to a
way the person says is not safe any more; as word that a notice of ours did not arrive."""


class Later(Exception):
    """It cannot be taken now. Nothing of it was kept: whoever has it keeps it, and brings it again."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What taking mail in needs: the worker's database and keys, and where files lie."""

    sessions: Sessions
    keys: Keyring
    index: bytes
    files: Store
    replies: Replies | None = None
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs. `notice` is the message of ours that it answers or that came back."""

    why: str
    case: Case | None = None
    notice: Message | None = None


@dataclass(slots=True)
class _Kept:
    """What lies on the disk already, and what was not taken."""

    original: Taken
    files: list[Taken] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)


def take(desk: Desk, raw: bytes, *, now: datetime, to: str = "", cut: bool = False) -> bool:
    """Take it; False where this very mail was taken before. Raises Later where nothing could be kept.

    `to` is whom the mail server says it was for, `cut` that the end of it was too large to fetch.
    """
    mail = _read(raw)
    once, sender = _once(desk, mail, raw), _hmac(desk, "sender", mail.sender.casefold())
    with desk.sessions.reading() as db:
        if _known(db, once):
            return False
        if _flood(db, sender, now):
            raise Later("one sender has sent too many within an hour")
    kept = _keep_files(desk, mail, raw)
    row = IncomingMail(id=uuid.uuid4(), came_at=now, kind=mail.kind, once=once, sender=sender, size=len(raw))
    try:
        with desk.sessions() as db, db.begin():
            _add(db, desk, row, mail, kept, to=f"{to}\n{mail.to}", cut=cut, now=now)
    except BaseException as problem:
        _forget(desk, kept)
        with desk.sessions.reading() as db:
            if isinstance(problem, IntegrityError) and _known(db, once):
                return False
        raise
    return True


def _read(raw: bytes) -> Incoming:
    """A mail that breaks the reader is taken as what it is: bytes, which a person looks at."""
    try:
        return read(raw)
    except Exception:
        return Incoming(kind=BROKEN)


def _once(desk: Desk, mail: Incoming, raw: bytes) -> str:
    """The same mail by two roads has the same id and the same body; another's id on another body is another mail."""
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1]
    return _hmac(desk, "once", f"{mail.message_id}\0{mail.sender}\0{hashlib.sha256(body).hexdigest()}")


def _hmac(desk: Desk, purpose: str, value: str) -> str:
    return hmac.digest(derived(desk.index, purpose), value.encode("utf-8", "replace"), hashlib.sha256).hex()


def _known(db: Session, once: str) -> bool:
    return db.scalars(select(IncomingMail.id).where(IncomingMail.once == once)).first() is not None


def _flood(db: Session, sender: str, now: datetime) -> bool:
    recent = (IncomingMail.sender == sender, IncomingMail.came_at > now - timedelta(hours=1))
    return (db.scalar(select(func.count()).select_from(IncomingMail).where(*recent)) or 0) >= MOST_AN_HOUR


def _keep_files(desk: Desk, mail: Incoming, raw: bytes) -> _Kept:
    """The mail as it came, and what is attached to it, through the same checks as everything else that is sent."""
    if desk.files.full:
        raise Later("the disk is nearly full")
    kept = _Kept(_original(desk.files, mail, raw))
    try:
        for one in mail.attached:
            try:
                check_room([_counted(taken) for taken in kept.files], LIMITS["adult"], "")
                kept.files.append(_judged(desk.files, one.name, one.content))
            except Refused as refused:
                if refused.why == FULL:
                    raise Later("the disk is nearly full") from None
                kept.refused.append({"name": one.name, "why": refused.why})
    except BaseException:
        _forget(desk, kept)
        raise
    return kept


def _original(store: Store, mail: Incoming, raw: bytes) -> Taken:
    whole, words = store.write(uuid.uuid4()), None
    try:
        whole.write(raw)
        original = whole.done()
        words = store.write(whole.file_id, COPY)
        words.write(mail.whole.encode("utf-8", "replace"))
        return Taken(whole.file_id, MAIL, "message.eml", original, words.done())
    except BaseException:
        whole.undone()
        store.remove(whole.file_id)
        raise


def _judged(store: Store, name: str, content: bytes) -> Taken:
    limits = LIMITS["adult"]
    if len(content) > limits.size:
        raise Refused("big")
    arrived = store.write(uuid.uuid4())
    arrived.write(content)
    return judge(store, arrived, name, limits)


def _counted(taken: Taken) -> Upload:
    return Upload(id=taken.id, sort=taken.kind.sort)


def _forget(desk: Desk, kept: _Kept) -> None:
    for taken in (kept.original, *kept.files):
        desk.files.remove(taken.id)


def _add(
    db: Session, desk: Desk, row: IncomingMail, mail: Incoming, kept: _Kept, *, to: str, cut: bool, now: datetime
) -> None:
    place = _place(db, desk, mail, to, now)
    row.why, row.case_id = place.why, place.case.id if place.case else None
    if place.notice is not None:
        row.notice_id, row.holder_id = place.notice.id, place.notice.holder_id
    found = [*mail.found, *(["cut"] if cut else []), *_stranger(db, desk, mail, place)]
    desk.keys.seal_json(IncomingMail.words, row, {
        "from": mail.sender, "name": mail.name, "to": mail.shown_to, "subject": mail.subject, "said_at": mail.said_at,
        "text": mail.text, "rest": mail.rest, "found": found, "refused": kept.refused, "named": list(mail.named),
    })  # fmt: skip
    db.add(row)
    db.flush()
    for taken in (kept.original, *kept.files):
        attach(db, taken, desk.keys, question="mail", now=now, scan=desk.scan, incoming_id=row.id)
    if row.case_id is None and row.kind in (LETTER, BROKEN):
        _wall(db, row, mail)
    note(db, SYSTEM, "mail_taken", now=now, object_kind="incoming_mail", object_id=row.id, reason=place.why)
    _tell(db, desk, row, mail, place, now=now)


def _place(db: Session, desk: Desk, mail: Incoming, to: str, now: datetime) -> Place:
    """By a token alone; nothing that a sender can write makes a mail part of a case."""
    place = Place(NO_TOKEN)
    for token in desk.replies.found(to) if desk.replies else ():
        notice = db.get(Message, token.notice_id)
        case = db.get(Case, notice.case_id) if notice is not None and notice.case_id else None
        what = CAME_BACK if mail.kind == BOUNCE else REPLY
        if notice is None or case is None or desk.replies is None or not desk.replies.fits(token, what, case.id):
            place = Place(NOT_OURS)
        elif notice.queued_at < now - LASTS:
            place = Place(OLD, notice=notice)
        elif mail.kind == BOUNCE:
            return Place(RETURNED, case, notice)
        elif not _safe(db, notice):
            place = Place(NOT_SAFE, notice=notice)
        else:
            return Place(TOKEN, case, notice)
    return place


def _safe(db: Session, notice: Message) -> bool:
    """Whether they still say that nobody else reads the mailbox that the notice went to."""
    mine = SafeWay.holder_id.is_not_distinct_from(notice.holder_id)
    query = select(SafeWay.allowed).where(SafeWay.case_id == notice.case_id, mine, SafeWay.way == Way.EMAIL)
    return bool(db.scalars(query).first())


def _stranger(db: Session, desk: Desk, mail: Incoming, place: Place) -> list[str]:
    """Said where an answer comes from another address than the one that was written to: it may be somebody else."""
    if place.why != TOKEN or place.notice is None:
        return []
    mine = NoticeTo.holder_id.is_not_distinct_from(place.notice.holder_id)
    to = db.scalars(select(NoticeTo).where(NoticeTo.case_id == place.notice.case_id, mine)).first()
    address = desk.keys.open_json(NoticeTo.work, to).get(Way.EMAIL.value, "") if to else ""
    return [] if str(address).casefold() == mail.sender.casefold() else ["other_address"]


def _wall(db: Session, row: IncomingMail, mail: Incoming) -> None:
    """Whose whole name stands in it does not open it, nor does their line or team, before anyone has read it."""
    said = spelled(f"{mail.subject} {mail.whole}")
    directory = db.scalars(select(Staff)).all()
    named = [person for person in directory if stands_in(said, person.name)]
    ours = set(db.scalars(select(Team.id).where(Team.handles_complaints.is_(True)))) if named else set()
    for person in named:
        around: Sequence[Staff] = () if person.team_id in ours else directory
        for staff_id, because in kept_out_by(person, around):
            db.add(IncomingWall(mail_id=row.id, staff_id=staff_id, named_id=person.id, because=because))
    db.flush()
    if named:
        kept_out = select(IncomingWall.staff_id).where(IncomingWall.mail_id == row.id)
        team = select(Account.id).join(AccountRole).where(AccountRole.role.in_((Role.OFFICER, Role.MANAGER)))
        team = team.where(Account.state == AccountState.ACTIVE, Account.staff_id.not_in(kept_out))
        row.to_alternate = db.scalars(team.limit(1)).first() is None


def _tell(db: Session, desk: Desk, row: IncomingMail, mail: Incoming, place: Place, *, now: datetime) -> None:
    """What it changes on its case: they wrote to us, or somebody has to find another way to reach them."""
    if place.case is None:
        return
    if row.kind in (LETTER, BROKEN):
        heed(db, place.case, f"{mail.text}\n{mail.rest}\n{mail.subject}", now=now)
        place.case.waiting_on = "us"
        record(db, place.case, Event.MESSAGE_FROM_PERSON, actor=SYSTEM, now=now, reason="email")
    if row.kind == BOUNCE and place.notice is not None:
        place.notice.state, place.notice.last_error = "failed", "Returned"
        not_reached(db, desk.keys, place.case, place.notice, BOUNCED, now=now)
        row.settled_at, row.ended = now, "task"
    elif row.kind == AUTO:
        row.settled_at, row.ended = now, "machine"
