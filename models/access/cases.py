"""Which cases a request is about, and whether what a child told us goes to who asks for the child (SAR-02).

A case that somebody may not open is not among what they find, add, count or read here: for them it does not exist, and
whoever may open it does its part alone. So nobody reads from a request that there is another case.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access import loose
from models.access.loose import Thing
from models.access.requests import THEMSELVES, Request, only_a_keeper
from models.access.stopping import REVIEW
from models.audit import Actor, note
from models.cases import attaching, legal_holds, matching
from models.cases.attaching import Attached
from models.cases.finding import find_on_record, on_record
from models.cases.indexing import having
from models.cases.policies import in_force, policy_of
from models.policy import Policy
from models.procedure.access import is_guarded, why_not_given
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import GATHER
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.access_request import AccessBundle, AccessFile, AccessPaper, AccessRequest
from models.tables.case import Case
from models.tables.retention import LegalHold
from models.tables.staff import Staff
from models.tables.task import Task
from models.tables.upload import Upload

NOT_HERE = "There is no case with this reference that you may open."


@dataclass(frozen=True, slots=True)
class File:
    """One case of a request, or what hangs on none, as who may open it reads it."""

    row: AccessFile
    case: Case | None
    guarded: bool
    words: dict[str, Any]
    papers: int
    unread: int
    bundle: AccessBundle | None
    doubt: str  # why it is not certain that the case is theirs
    unasked: int = 0  # papers that cannot be opened here, and nobody was asked to gather (models.access.elsewhere)
    things: Sequence[Thing] = ()  # without a case: the mail, alerts and earlier requests in it

    @property
    def name(self) -> str:
        return self.case.reference if self.case else "What hangs on no case"

    @property
    def since(self) -> date:
        return self.case.received_on if self.case else min((one.day for one in self.things), default=date.max)

    @property
    def place(self) -> dict[str, Any]:
        """Where the audit says it of."""
        kind, row = ("case", self.case.id) if self.case else ("access", self.row.id)
        return {"object_kind": kind, "object_id": row}

    @property
    def unsure(self) -> bool:
        """The names are not enough, and nobody has said yet why this case is theirs, as both stand now."""
        return bool(self.doubt) and self.words.get("sure_of") != self.doubt

    @property
    def why(self) -> str:
        """Why other people are taken out of these papers, where a place has no reason of its own (SAR-05)."""
        return str(self.words.get("why") or "other")

    @property
    def goes_out(self) -> bool:
        return not self.guarded or (self.row.share == "give" and self.row.shared_agreed_by is not None)

    @property
    def step(self) -> str:
        """What is next, as a code the page has words for."""
        row = self.row
        shut = self.guarded and (row.share is None or row.shared_agreed_by is None)
        steps = (
            ("released", row.released_on),
            ("sure", self.unsure),
            ("share" if row.share is None else "share_agree", shut),
            ("kept", not self.goes_out),
            ("gather", row.gathered_at is None),
            ("read", self.unread),
            ("elsewhere", self.unasked),
            ("ask", row.asked_by is None),
            ("agree", row.agreed_by is None),
        )
        return next((step for step, is_next in steps if is_next), "release")


def candidates(db: Session, actor: Actor, index: bytes, request: Request) -> Sequence[Case]:
    """Cases whose e-mail, number or name is one of those the request gives, that `actor` may open and has not added."""
    only_a_keeper(actor)
    wanted = {request.who, *request.names}
    there = select(AccessFile.case_id).where(AccessFile.request_id == request.row.id, AccessFile.case_id.is_not(None))
    found: dict[uuid.UUID, Case] = {}
    for value in wanted:
        query = select(Case).where(Case.id.in_(having(index, value)), Case.erased_on.is_(None), on_record(actor))
        found |= {case.id: case for case in db.scalars(query.where(Case.id.not_in(there), Case.part_of_id.is_(None)))}
    return sorted(found.values(), key=lambda case: case.received_on)


def add(db: Session, row: AccessRequest, reference: str, *, actor: Actor, now: datetime, keys: Keyring) -> AccessFile:
    """This case is one of theirs. From now on nothing of it is erased (RET-02)."""
    only_a_keeper(actor)
    case = find_on_record(db, actor, reference.strip().upper())
    if case is None or case.erased_on:
        raise NotAllowed(NOT_HERE)
    if case.part_of_id:
        case = db.get_one(Case, case.part_of_id)
    if db.scalar(select(AccessFile.id).where(AccessFile.request_id == row.id, AccessFile.case_id == case.id)):
        raise NotAllowed("This case is here already.")
    words, until = f"Request {row.number}", local_day(now) + REVIEW
    hold = legal_holds.place(db, case, "access", words, until, actor=actor, now=now, keys=keys)
    db.flush()
    file = AccessFile(
        id=uuid.uuid4(),
        request_id=row.id,
        case_id=case.id,
        hold_id=hold.id,
        added_by=actor.id,
        added_at=now,
        revision=1,
    )
    keys.with_case(case, "file").seal_json(AccessFile.words, file, {})
    db.add(file)
    db.flush()
    note(db, actor, "access_case_added", now=now, object_kind="case", object_id=case.id, reason=row.number)
    return file


def of_request(db: Session, actor: Actor, request: Request, keys: Keyring) -> list[File]:
    """The cases of a request that `actor` may open; never a word or a number of the others."""
    query = select(AccessFile, Case).join(Case, Case.id == AccessFile.case_id)
    query = query.where(AccessFile.request_id == request.row.id, on_record(actor), Case.erased_on.is_(None))
    rows = db.execute(query.order_by(Case.received_on, Case.id)).all()
    return [*(_read(db, row, case, request, keys) for row, case in rows), *_of_no_case(db, actor, request, keys)]


def one(db: Session, actor: Actor, request: Request, file_id: uuid.UUID, keys: Keyring) -> File | None:
    return next((file for file in of_request(db, actor, request, keys) if file.row.id == file_id), None)


def seen(db: Session, file: File, what: str, *, actor: Actor, now: datetime) -> None:
    """One row in the audit for one page of it; the person's own page lists those of their case (AUD-01, AUD-07)."""
    note(db, actor, "view" if file.case else "access_view", now=now, **file.place, reason=what)


def be_sure(db: Session, file: File, why: str, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """The names are not enough, and somebody says why this case is theirs all the same. Other names ask anew."""
    only_a_keeper(actor)
    if not file.unsure or file.row.released_on:
        raise NotAllowed("Nothing is to be said about the names here.")
    put(file, keys, sure=why, sure_by=actor.name, sure_of=file.doubt)
    note(db, actor, "access_sure", now=now, **file.place)


def drop(db: Session, file: File, *, actor: Actor, now: datetime, keys: Keyring) -> None:
    """The case is not theirs: its copied papers are gone at once, and its hold may end. Not once it has left."""
    only_a_keeper(actor)
    if file.row.released_on:
        raise NotAllowed("It has left already. What left is kept as it was.")
    end_hold(db, file, actor=actor, now=now, keys=keys, why="The case is not theirs who asked.")
    loose.forget(db, file.row.request_id, file.row.id)
    for kind in (AccessPaper, AccessBundle):
        db.execute(delete(kind).where(kind.file_id == file.row.id))
    db.delete(file.row)
    note(db, actor, "access_case_dropped", now=now, **file.place)


def decide_share(
    db: Session, file: File, request: Request, decision: str, why: str, *, actor: Actor, now: datetime, keys: Keyring
) -> None:
    """One says whether a child's own complaint goes to who asks; it counts when another has agreed."""
    only_a_keeper(actor)
    if not file.guarded or file.row.released_on:
        raise NotAllowed("Nothing is to be decided here.")
    if decision == "give" and (problem := why_not_given(request.child)):
        raise NotAllowed(problem)
    file.row.share, file.row.shared_by, file.row.shared_agreed_by = decision, actor.id, None
    put(file, keys, share=why, share_by=actor.name)
    note(db, actor, f"access_{decision}", now=now, **file.place, reason=request.row.number)


def agree_share(db: Session, file: File, request: Request, *, agree: bool, actor: Actor, now: datetime) -> None:
    only_a_keeper(actor)
    if file.row.share is None or file.row.shared_agreed_by:
        raise NotAllowed("Nothing waits for a second person here.")
    if agree and file.row.shared_by == actor.id:
        raise NotAllowed(THEMSELVES)
    if agree and file.row.share == "give" and (problem := why_not_given(request.child)):
        raise NotAllowed(problem)
    if agree:
        file.row.shared_agreed_by = actor.id
    else:
        file.row.share = file.row.shared_by = None
    said = "agreed" if agree else "refused"
    note(db, actor, f"access_share_{said}", now=now, **file.place,
         reason=request.row.number)  # fmt: skip


def ring(file: File, keys: Keyring) -> Keyring:
    return keys.with_case(file.case) if file.case else keys.plus(file=keys.unwrap(AccessFile.wrap, file.row, "file"))


def policy_for(db: Session, file: File, now: datetime) -> Policy:
    """The council whose answer it is."""
    return policy_of(db, file.case) if file.case else in_force(db, str(file.words["council"]), local_day(now))


def attached(db: Session, file: File, upload_id: uuid.UUID, keys: Keyring) -> Attached:
    """A file of the case, or of one of the mails in it. `NoResultFound` for any other."""
    if file.case:
        return attaching.one_of_family(db, file.case, upload_id, ring(file, keys))
    mails = [one.row for one in file.things if one.kind == loose.MAIL]
    row = db.scalars(select(Upload).where(Upload.id == upload_id, Upload.incoming_id.in_([one.id for one in mails])))
    upload = row.one()
    case = db.get(Case, upload.case_id) if upload.case_id else None
    return attaching.read(keys.with_case(case) if case else keys, [upload])[0]


def put(file: File, keys: Keyring, **said: Any) -> None:
    ring(file, keys).seal_json(AccessFile.words, file.row, {**file.words, **said})
    file.words.update(said)


def end_hold(
    db: Session, file: File, *, actor: Actor, now: datetime, keys: Keyring, why: str = "The request was answered."
) -> None:
    """It has left: the hold may end as soon as somebody else agrees under Legal holds (AZ-10)."""
    hold = db.get(LegalHold, file.row.hold_id) if file.row.hold_id else None
    if hold and hold.lifted_at is None and hold.lift_asked_by is None:
        legal_holds.ask_to_lift(db, hold, why, actor=actor, now=now, keys=keys)


def names(db: Session, ids: Sequence[uuid.UUID | None]) -> dict[Any, str]:
    found = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_({one for one in ids if one})))
    return {staff_id: name for staff_id, name in found}


def _of_no_case(db: Session, actor: Actor, request: Request, keys: Keyring) -> Iterator[File]:
    query = select(AccessFile).where(AccessFile.request_id == request.row.id, AccessFile.case_id.is_(None))
    for row in db.scalars(query.order_by(AccessFile.added_at, AccessFile.id)):
        things = loose.in_folder(db, actor, request, row, keys)
        if things is not None:
            guarded = is_guarded(request.by, young_person=not all(one.theirs for one in things) or request.for_another)
            own = keys.plus(file=keys.unwrap(AccessFile.wrap, row, "file"))
            yield _made(db, row, None, own, guarded, loose.doubt(request, things), things)


def _read(db: Session, row: AccessFile, case: Case, request: Request, keys: Keyring) -> File:
    own = keys.with_case(case)
    guarded = is_guarded(request.by, young_person=case.young_person)
    doubt = matching.doubt(request.names, matching.people_of(db, case, own))
    return _made(db, row, case, own, guarded, doubt)


def _made(
    db: Session, row: AccessFile, case: Case | None, own: Keyring, guarded: bool, doubt: str,
    things: Sequence[Thing] = (),
) -> File:  # fmt: skip
    try:
        words: dict[str, Any] = own.open_json(AccessFile.words, row)
    except Unreadable:
        words = {}
    query = select(AccessPaper.id, AccessPaper.looked_by, AccessPaper.out).where(AccessPaper.file_id == row.id)
    papers = db.execute(query).all()
    newest = select(AccessBundle).where(AccessBundle.file_id == row.id).order_by(AccessBundle.made_at.desc()).limit(1)
    unread = sum(looked is None for _, looked, _ in papers)
    unasked = _unasked(db, {one for one, _, out in papers if out == "closed"}, words)
    return File(row, case, guarded, words, len(papers), unread, db.scalars(newest).first(), doubt, unasked, things)


def _unasked(db: Session, closed: set[uuid.UUID], words: Mapping[str, Any]) -> int:
    """How many of these papers nobody was asked for, by a task or, of what hangs on no case, by mail."""
    asked = {uuid.UUID(one) for one in words.get("elsewhere", {})}
    if left := closed - asked:
        asked |= set(db.scalars(select(Task.about_id).where(Task.kind == GATHER, Task.about_id.in_(left))))
    return len(closed - asked)
