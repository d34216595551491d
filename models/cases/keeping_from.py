"""Who must not know, and the promise that goes with it: if we cannot keep it from them, the person hears why first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.corresponding import send_message
from models.cases.finding import family
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Event
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.history import CaseEvent

KEPT, TOLD = "kept_from_them", "cannot_keep_from_them"


def named(details: Mapping[str, Any]) -> str:
    """Whom they named, for a page, in whatever way they were asked (experience 2.4, P13); empty where nobody."""
    people: list[str | None] = [str(code).replace("_", " ") for code in details.get("must_not_know") or ()]
    people += [details.get("must_not_know_words"), (details.get("contact") or {}).get("must_not_see")]
    return ", ".join(filter(None, people))


def decided(db: Session, case: Case) -> str:
    """What was decided about them last, for all that they told us: a code, or nothing."""
    said = (CaseEvent.case_id.in_(family(case)), CaseEvent.reason.in_((KEPT, TOLD)))
    query = select(CaseEvent.reason).where(*said).order_by(CaseEvent.at.desc(), CaseEvent.number.desc())
    return db.scalars(query.limit(1)).first() or ""


def keep(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """Nobody of those named will hear of it from us."""
    record(db, case, Event.NOTED, actor=actor, now=now, reason=KEPT)


def say_we_cannot(db: Session, case: Case, text: str, *, actor: Actor, keys: Keyring, now: datetime) -> None:
    """The person reads who will have to know, and why, before anyone is told."""
    if not text.strip():
        raise NotAllowed("Write who will have to know, and why.")
    send_message(db, case, text, actor=actor, keys=keys, now=now)
    record(db, case, Event.NOTED, actor=actor, now=now, reason=TOLD)
