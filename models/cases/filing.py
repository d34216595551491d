"""An advocate with an account files for a child: drafts, sending, and another for a brother or sister (A1 to A8)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.audit import Actor, note
from models.cases import advocates, filing_files
from models.cases.finding import visible
from models.cases.opening import already_opened, open_case
from models.cases.statement import Statement
from models.procedure.terms import Journey
from models.procedure.working_days import local_day
from models.sealing import Keyring, Unreadable
from models.tables.access import AdvocateAccess, AdvocateDraft
from models.tables.account import Account
from models.tables.case import Case, CaseLink
from models.tables.staff import Organisation, Staff
from models.tables.words import TheirWords

Answers = Mapping[str, Mapping[str, Any]]
SHARED = ("points", "soon")  # what happened to both; each child's own words and wishes are asked again


def drafts(db: Session, actor: Actor) -> Sequence[AdvocateDraft]:
    """Without the files that wait on the page of a child."""
    return db.scalars(_filed_by(actor).order_by(AdvocateDraft.saved_at.desc())).all()


def draft(db: Session, actor: Actor, draft_id: uuid.UUID) -> AdvocateDraft:
    """One of theirs; `NoResultFound` for anybody else's."""
    return db.scalars(_filed_by(actor).where(AdvocateDraft.id == draft_id)).one()


def _filed_by(actor: Actor) -> Select[AdvocateDraft]:
    beside_a_child = select(AdvocateAccess.id).where(AdvocateAccess.id == AdvocateDraft.form_instance)
    return select(AdvocateDraft).where(AdvocateDraft.staff_id == actor.id, ~beside_a_child.exists())


def draft_at(db: Session, actor: Actor, instance: uuid.UUID) -> AdvocateDraft | None:
    """Theirs of this very form, where it was kept. The number of a child's page is that of their access."""
    query = select(AdvocateDraft).where(AdvocateDraft.form_instance == instance, AdvocateDraft.staff_id == actor.id)
    return db.scalars(query).one_or_none()


def like(db: Session, actor: Actor, row: AdvocateDraft) -> str:
    """The reference of the brother's or sister's case that this was begun from, while they may still open it."""
    query = select(Case.reference).where(Case.id == row.from_case, visible(actor))
    return db.scalars(query).one_or_none() or ""


def sent_before(db: Session, actor: Actor, instance: uuid.UUID) -> Case | None:
    """The case that this very form of theirs became: the second of a double click finds it (R2)."""
    already = already_opened(db, instance)
    return already if already is not None and advocates.current(db, already, actor.id) else None


def keep(
    db: Session, answers: Answers, instance: uuid.UUID, *, from_case: Case | None, keys: Keyring, actor: Actor,
    now: datetime,
) -> AdvocateDraft:  # fmt: skip
    """Save for later. The same form saved again is the same draft."""
    row = draft_at(db, actor, instance)
    if row is None:
        row = AdvocateDraft(id=uuid.uuid4(), staff_id=actor.id, form_instance=instance)
        row.from_case = from_case.id if from_case else None
        db.add(row)
    row.saved_at = now
    keys.seal_json(AdvocateDraft.answers, row, answers)
    db.flush()
    return row


def opened(row: AdvocateDraft, keys: Keyring) -> dict[str, dict[str, Any]]:
    try:
        kept: dict[str, dict[str, Any]] = keys.open_json(AdvocateDraft.answers, row)
    except Unreadable:
        return {}
    return kept


def begin(db: Session, actor: Actor, keys: Keyring, sibling: Case | None) -> dict[str, dict[str, Any]]:
    """What a new form starts with: their own details, and for a brother or sister what is the same for both."""
    query = (
        select(Account.email, Organisation.name)
        .join(Staff, Staff.id == Account.staff_id)
        .outerjoin(Organisation, Organisation.id == Staff.organisation_id)
        .where(Account.id == actor.account_id)
    )
    email, place = db.execute(query).one()
    mine = {"you": {"name": actor.name, "organisation": place or "", "email": email, "role": "advocate"}}
    return mine if sibling is None else {**shared_with(db, sibling, keys), **mine}


def shared_with(db: Session, sibling: Case, keys: Keyring) -> dict[str, dict[str, Any]]:
    """Only what happened to both (WCAG 3.3.7): never a child's words, wishes, name or way to be reached."""
    row = db.scalars(
        select(TheirWords).where(TheirWords.case_id == sibling.id).order_by(TheirWords.at).limit(1)
    ).first()
    try:
        sent = advocates.ring_of(keys, sibling).open_json(TheirWords.answers, row) if row else {}
    except Unreadable:
        sent = {}
    return {question: sent[question] for question in SHARED if question in sent}


def send(
    db: Session,
    answers: Answers,
    instance: uuid.UUID,
    *,
    reference: str,
    council: str,
    sibling: Case | None,
    keys: Keyring,
    actor: Actor,
    now: datetime,
) -> Case:
    """Open the case; whoever sent it may open it too, and reads more once the child has said yes (A2, AZ-14)."""
    if (already := sent_before(db, actor, instance)) is not None:
        if (again := draft_at(db, actor, instance)) is not None:  # both at once: the first has brought all of it
            db.delete(again)
        return already
    kept = {question: dict(given) for question, given in answers.items()}
    statement = Statement.build(Journey.ADVOCATE, kept, local_day(now))
    made = open_case(
        db, statement, reference=reference, council=council, form_instance=instance, keys=keys, actor=actor, now=now
    )
    child, contact = kept.get("child", {}), kept.get("contact", {})
    access = advocates.give(
        db, made.case, actor.id, how="sent", name=str(child.get("name") or ""), copies=statement.copies,
        speak_to=str(contact.get("speak_to") or ""), keys=made.keys, actor=actor, now=now,
    )  # fmt: skip
    if sibling is not None:
        db.add(CaseLink(id=uuid.uuid4(), case_id=sibling.id, other_id=made.case.id, why="sibling"))
        note(db, actor, "case_linked", now=now, object_kind="case", object_id=made.case.id)
    if (row := draft_at(db, actor, instance)) is not None:
        filing_files.move(db, row, access, keys=keys, ring=made.keys)
    db.flush()
    return made.case
