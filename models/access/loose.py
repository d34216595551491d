"""What hangs on no case and is about the person all the same: mail, safety alerts, earlier requests (SAR-03).

It is found by what the request knows: addresses, numbers, names, and the references of its cases. What somebody may not
open is not there for them, uncounted, as with cases. Things that the same colleagues are kept from lie in one folder.
"""

import re
import unicodedata
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from models.access import telling
from models.access.requests import Request, only_a_keeper, words_of
from models.audit import Actor, note
from models.cases.alerting import outcome_of
from models.cases.alerting import words_of as words_of_alert
from models.cases.finding import on_record
from models.cases.mail_desk import said_in
from models.cases.telling import behind_wall, walled_off
from models.procedure.lifecycle import NotAllowed
from models.procedure.working_days import local_day
from models.sealing import Keyring, Lock
from models.tables.access_request import AccessFile, AccessLoose, AccessRequest
from models.tables.case import Case
from models.tables.holder import Holder
from models.tables.incoming import IncomingMail, IncomingWall
from models.tables.message import Message
from models.tables.safety import SafetyAlert

MAIL, ALERT, EARLIER = "incoming_mail", "safety_alert", "access_request"
TABLES: dict[str, Any] = {MAIL: IncomingMail, ALERT: SafetyAlert, EARLIER: AccessRequest}
NAMES = {MAIL: "A mail", ALERT: "A safety alert", EARLIER: "An earlier request to see records"}
NOT_HERE = "There is no such mail, alert or request that you may open and that the request knows of."
REFERENCE = re.compile(r"[A-Z]{2}(?:-[0-9A-Z]{2,4}){2,3}")  # as it may be typed among the names to look for
DIGITS = 7  # fewer are no phone number


@dataclass(frozen=True, slots=True)
class Thing:
    """One of them. `theirs`: who asks sent it themselves, by an address, a number or the name of the request."""

    kind: str
    row: Any
    theirs: bool

    @property
    def day(self) -> date:
        return self.row.received_on if self.kind == EARLIER else local_day(_came(self.row))

    @property
    def name(self) -> str:
        return NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the request knows, to look for."""

    mails: frozenset[str]
    numbers: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    references: frozenset[str]
    cases: frozenset[uuid.UUID]

    @classmethod
    def of(cls, db: Session, actor: Actor, request: Request) -> "Wanted":
        said = [part for part in (request.who, *request.names) if part.strip()]
        mails = {one.strip().casefold() for one in said if "@" in one}
        numbers = {number for one in said if len(number := _digits(one)) >= DIGITS}
        names = [words for one in said if "@" not in one and not _digits(one) and (words := _words(one))]
        ours = select(AccessFile.case_id).where(
            AccessFile.request_id == request.row.id, AccessFile.case_id.is_not(None)
        )
        query = select(Case.id, Case.reference).where(
            or_(Case.id.in_(ours), Case.part_of_id.in_(ours)), on_record(actor)
        )
        cases = {case_id: reference for case_id, reference in db.execute(query)}
        typed = {small for one in said if REFERENCE.fullmatch(small := one.strip().upper())}
        return cls(frozenset(mails), frozenset(numbers), tuple(names), frozenset({*cases.values(), *typed}),
                   frozenset(cases))  # fmt: skip

    def reached(self, text: str) -> bool:
        """Whether one of the addresses or numbers stands in it."""
        small, digits = text.casefold(), _digits(text)
        mails = any(re.search(rf"(?<![\w.+'-]){re.escape(one)}(?![\w-])", small) for one in self.mails)
        return mails or any(one in digits for one in self.numbers)

    def named(self, text: str) -> bool:
        """Whether one of the names, or a reference, stands in it; of a name with more words the first and the last."""
        words = _words(text)
        return any(one in text.upper() for one in self.references) or any(_within(name, words) for name in self.names)


def found(db: Session, actor: Actor, request: Request, keys: Keyring) -> list[Thing]:
    """Everything that the request knows of, `actor` may open and nobody has added to it, the oldest first."""
    only_a_keeper(actor)
    wanted = Wanted.of(db, actor, request)
    added = set(db.scalars(select(AccessLoose.thing_id).where(AccessLoose.request_id == request.row.id)))
    each = [*_mails(db, actor, request, wanted, keys), *_alerts(db, actor, request, wanted, keys)]
    each += _earlier(db, request, keys)
    return sorted((one for one in each if one.row.id not in added), key=lambda one: (one.day, str(one.row.id)))


def add(
    db: Session, request: Request, thing_id: uuid.UUID, council: str, *, actor: Actor, now: datetime, keys: Keyring
) -> AccessFile:
    """It is about them, and is not forgotten from now on. `council`: whose answer goes with it."""
    thing = next((one for one in found(db, actor, request, keys) if one.row.id == thing_id), None)
    if thing is None:
        raise NotAllowed(NOT_HERE)
    file = _folder(db, request, kept_out(db, thing.kind, thing.row), actor) or _new(
        db, request, council, actor=actor, now=now, keys=keys
    )
    row = AccessLoose(
        id=uuid.uuid4(), request_id=request.row.id, file_id=file.id, kind=thing.kind, thing_id=thing.row.id
    )
    file.gathered_by = file.gathered_at = None  # what is there has to be gathered anew
    db.add(row)
    db.flush()
    note(db, actor, "access_loose_added", now=now, object_kind=thing.kind, object_id=thing.row.id,
         reason=request.row.number)  # fmt: skip
    return file


def in_folder(db: Session, actor: Actor, request: Request, file: AccessFile, keys: Keyring) -> list[Thing] | None:
    """What lies in it, as it is now. None where `actor` may not open one of them: then they do not open the folder."""
    wanted, things = Wanted.of(db, actor, request), []
    for loose in db.scalars(select(AccessLoose).where(AccessLoose.file_id == file.id)):
        row = db.get(TABLES[loose.kind], loose.thing_id)
        if row is None:  # an earlier request whose own time was over
            continue
        if actor.id in kept_out(db, loose.kind, row) or not _case_open(db, actor, row):
            return None
        things.append(Thing(loose.kind, row, _theirs(request, wanted, loose.kind, row, keys)))
    return sorted(things, key=lambda one: (one.day, str(one.row.id)))


def kept_out(db: Session, kind: str, row: Any) -> set[uuid.UUID]:
    """Whom a wall keeps from it: its own, and that of the case it was put on since."""
    if kind == MAIL:
        own = set(db.scalars(select(IncomingWall.staff_id).where(IncomingWall.mail_id == row.id)))
        return own | walled_off(db, row.case_id)
    return walled_off(db, row.case_id, row.id) if kind == ALERT else set()


def forget(db: Session, request_id: uuid.UUID, file_id: uuid.UUID | None = None) -> None:
    """The request, or one folder of it, is gone: what lay in it goes the way of its kind."""
    query = delete(AccessLoose).where(AccessLoose.request_id == request_id)
    db.execute(query.where(AccessLoose.file_id == file_id) if file_id else query)


def doubt(request: Request, things: Sequence[Thing]) -> str:
    """Why it is not certain that all of it is theirs; nothing where who asks sent every one."""
    others = [f"{one.name.lower()} of {one.day:%-d %B %Y}" for one in things if not one.theirs]
    if not others:
        return ""
    return (
        f"Found by a name, a number or a reference of {request.about}, and not sent by who asks: {', '.join(others)}."
    )


def _mails(db: Session, actor: Actor, request: Request, wanted: Wanted, keys: Keyring) -> Iterator[Thing]:
    walls = exists().where(IncomingWall.mail_id == IncomingMail.id, IncomingWall.staff_id == actor.id)
    for row in db.scalars(select(IncomingMail).where(IncomingMail.case_id.is_(None), ~walls)):
        said = said_in(keys, row)
        text = "\n".join(telling.lines(said))
        if wanted.reached(text) or wanted.named(text) or _answers(db, row, said, wanted):
            yield Thing(MAIL, row, _theirs(request, wanted, MAIL, row, keys))


def _alerts(db: Session, actor: Actor, request: Request, wanted: Wanted, keys: Keyring) -> Iterator[Thing]:
    holders = set(db.scalars(select(Holder.id).where(Holder.case_id.in_(wanted.cases)))) if wanted.cases else set()
    for row in db.scalars(select(SafetyAlert).where(SafetyAlert.case_id.is_(None), ~behind_wall(actor.id))):
        words = words_of_alert(keys, row)
        text = "\n".join((words.said, words.reach, words.worker, outcome_of(keys, row) or "")) if words else ""
        if row.holder_id in holders or wanted.reached(text) or wanted.named(text):
            yield Thing(ALERT, row, _theirs(request, wanted, ALERT, row, keys))


def earlier(db: Session, request: Request, keys: Keyring) -> list[uuid.UUID]:
    """Requests from before that who asks made themselves."""
    return [one.row.id for one in _earlier(db, request, keys) if one.theirs]


def _earlier(db: Session, request: Request, keys: Keyring) -> Iterator[Thing]:
    """Requests from before by, for or about somebody of the same name."""
    query = select(AccessRequest).where(AccessRequest.id != request.row.id)
    for row in db.scalars(query.where(AccessRequest.logged_at <= request.row.logged_at)):
        said = words_of(row, keys)
        if any(
            _same(mine, str(said.get(one) or "")) for mine in (request.who, request.about) for one in ("who", "about")
        ):
            yield Thing(EARLIER, row, _theirs(request, None, EARLIER, row, keys))


def _theirs(request: Request, wanted: Wanted | None, kind: str, row: Any, keys: Keyring) -> bool:
    if kind == EARLIER:
        return _same(request.who, str(words_of(row, keys).get("who") or ""))
    if kind == MAIL:
        return wanted is not None and str(said_in(keys, row).get("from", "")).casefold() in wanted.mails
    words = words_of_alert(keys, row)
    return wanted is not None and words is not None and wanted.reached(words.reach)


def _answers(db: Session, row: IncomingMail, said: dict[str, Any], wanted: Wanted) -> bool:
    """Whether it answers a notice about one of the cases of the request."""
    ids = [uuid.UUID(one) for one in said.get("named", ())] + ([row.notice_id] if row.notice_id else [])
    if not ids or not wanted.cases:
        return False
    query = select(Message.id).where(Message.id.in_(ids), Message.case_id.in_(wanted.cases)).limit(1)
    return db.scalars(query).first() is not None


def _case_open(db: Session, actor: Actor, row: Any) -> bool:
    """What was put on a case since is open to whom that case is open."""
    case_id = getattr(row, "case_id", None)
    return case_id is None or db.scalar(select(Case.id).where(Case.id == case_id, on_record(actor))) is not None


def _folder(db: Session, request: Request, out: Collection[uuid.UUID], actor: Actor) -> AccessFile | None:
    """The folder of this request that has not left and that the same colleagues are kept from."""
    query = select(AccessFile).where(AccessFile.request_id == request.row.id, AccessFile.case_id.is_(None))
    for file in db.scalars(query.where(AccessFile.released_on.is_(None), AccessFile.share.is_(None))):
        walls: set[uuid.UUID] = set()
        for loose in db.scalars(select(AccessLoose).where(AccessLoose.file_id == file.id)):
            row = db.get(TABLES[loose.kind], loose.thing_id)
            walls |= kept_out(db, loose.kind, row) if row is not None else set()
        if walls == set(out) and actor.id not in walls:
            return file
    return None


def _new(
    db: Session, request: Request, council: str, *, actor: Actor, now: datetime, keys: Keyring
) -> AccessFile:  # fmt: skip
    file = AccessFile(id=uuid.uuid4(), request_id=request.row.id, added_by=actor.id, added_at=now, revision=1)
    lock = Lock.new("file")
    keys.wrap(AccessFile.wrap, file, lock)
    keys.plus(file=lock).seal_json(AccessFile.words, file, {"council": council})
    db.add(file)
    db.flush()
    return file


def _same(one: str, other: str) -> bool:
    """Whether both are one name: the first word and the last."""
    mine, theirs = _words(one), _words(other)
    return bool(mine and theirs) and (mine[0], mine[-1]) == (theirs[0], theirs[-1])


def _came(row: Any) -> datetime:
    moment: datetime = row.came_at if isinstance(row, IncomingMail) else row.created_at
    return moment


def _digits(text: str) -> str:
    """Only the digits, a number of this country as it is dialled here."""
    return re.sub(r"^44", "0", re.sub(r"\D", "", text.replace("+44", "0")))


def _words(text: str) -> tuple[str, ...]:
    """Without capitals and accents, so that a name is found however it is written."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return tuple("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def _within(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    ways = {name, (name[0], name[-1])} if len(name) > 2 else {name}
    return any(words[at : at + len(way)] == way for way in ways for at in range(len(words) - len(way) + 1))
