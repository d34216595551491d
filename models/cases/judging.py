"""Judging what a route depends on, kept with its reasons (rules 2)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import proceedings
from models.cases.letter_facts import name_of
from models.cases.proceedings import WAIT, given_of
from models.cases.recording import record
from models.cases.restarting import ENOUGH, decide_interest
from models.cases.tasks import open_task
from models.procedure.judgements import NEEDED_TO_REFUSE, YES, Judging, refusal_of, what_is_missing
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import TELL_CHILD
from models.procedure.terms import Event
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.screening import Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement, opened. `given` is empty where it cannot be shown."""

    row: Judgement
    kind: Judging
    given: Mapping[str, str]
    by: str

    @property
    def open(self) -> bool:
        """Whether proceedings still run and somebody has to look again."""
        row = self.row
        return self.kind is Judging.PROCEEDINGS and row.ending in WAIT and not (row.ended_on or row.replaced_on)


class Unanswered(ValueError):
    """Something is not answered or does not fit; `fields` says what, by the field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


class JudgedMeanwhile(ValueError):
    """Somebody judged the same after this page was opened; nothing was kept twice (R4)."""


def judge(
    db: Session, case: Case, kind: Judging, ending: str, given: Mapping[str, str], *, review_on: date | None = None,
    actor: Actor, now: datetime, keys: Keyring, seen: str | None = None, about: uuid.UUID | None = None,
) -> Judgement:  # fmt: skip
    """Keep a judgement. Enough interest starts stage 1 today (K-11c); a review day lies ahead (K-42); a child who is to
    be told of it is somebody's task (E-14).

    `seen` is the newest of this kind that the writer's page knew of. `about`: proceedings that wait already, and are
    judged anew; without it these are others beside them."""
    if actor.id is None:
        raise NotAllowed("Only a member of staff judges this.")
    if seen is not None and seen != proceedings.newest(db, case, kind):
        raise JudgedMeanwhile("Somebody judged this after you opened the page.")
    before = proceedings.judged_before(db, case, about) if kind is Judging.PROCEEDINGS else None
    missing = what_is_missing(kind, {**given, "review": review_on.isoformat() if review_on else ""}, ending)
    today = local_day(now)
    if not missing and review_on and review_on <= today:
        missing = {"review": "Choose a day after today"}
    if missing:
        raise Unanswered(missing)
    row = Judgement(id=uuid.uuid4(), case_id=case.id, kind=kind.value, ending=ending, at=now, by_id=actor.id)
    row.review_on = review_on if ending in WAIT else None
    keys.seal_json(Judgement.body, row, dict(given))
    record(db, case, Event.JUDGED, actor=actor, now=now, reason=f"{kind.value}_{ending}")
    if kind is Judging.PROCEEDINGS:
        proceedings.keep(db, case, row, given, before=before, actor=actor, now=now, keys=keys)
    else:
        db.add(row)
    if kind is Judging.INTEREST:
        decide_interest(db, case, enough=ending == ENOUGH, actor=actor, now=now)
    if given.get("tell_child") == YES:
        open_task(db, case, TELL_CHILD, actor=actor, now=now, cause=f"{TELL_CHILD}:{row.id}")
    db.flush()
    return row


def judged(db: Session, case: Case, keys: Keyring) -> list[Judged]:
    """Everything that was judged, the newest first."""
    query = select(Judgement).where(Judgement.case_id == case.id).order_by(Judgement.at.desc(), Judgement.id)
    return [Judged(row, Judging(row.kind), given_of(keys, row), name_of(db, row.by_id)) for row in db.scalars(query)]


def endings(db: Session, case: Case) -> dict[Judging, str]:
    """How each thing was judged last, without opening anything. What the child wants was asked for its parts too."""
    of_the_first = (Judgement.case_id == case.part_of_id) & (Judgement.kind == Judging.BEHALF)
    mine = or_(Judgement.case_id == case.id, of_the_first)
    query = select(Judgement.kind, Judgement.ending).where(mine).order_by(Judgement.at)
    return {Judging(kind): ending for kind, ending in db.execute(query)}


def reasons_to_refuse(db: Session, case: Case, keys: Keyring) -> str:
    """What was written down for the judgement that points to a refusal; empty where nothing does."""
    ground = refusal_of(endings(db, case))
    if not ground:
        return ""
    kind, _ = NEEDED_TO_REFUSE[ground]
    return next((one.given.get("why", "") for one in judged(db, case, keys) if one.kind is kind), "")
