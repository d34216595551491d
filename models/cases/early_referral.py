"""To the Ombudsman instead of a panel: only where every condition holds and the person agrees (rules 3.5, X-04)."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import ombudsman
from models.cases.letter_facts import letter
from models.cases.panel_rows import current
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.lifecycle import NotAllowed
from models.procedure.stage_three import EARLY, not_met
from models.procedure.terms import Event, State
from models.procedure.working_days import local_day
from models.sealing import Keyring
from models.tables.case import Case

AGREED = {"page": "In a message", "phone": "By phone", "meeting": "At a meeting", "letter": "In writing"}
KIND = "early_referral"


def refer(
    db: Session,
    case: Case,
    ticked: Collection[str],
    *,
    agreed_on: date,
    how: str,
    accepted_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    keys: Keyring,
) -> None:
    """Refused unless every box is ticked and each day is possible. Both days are kept, and the person has it in
    writing with their right to have the panel after all."""
    panel, today = current(db, case), local_day(now)
    if case.state is not State.S3_REQUESTED:
        raise NotAllowed("Early referral is instead of a panel that was asked for and has not met.")
    if gaps := not_met(ticked):
        raise NotAllowed(f"Run the panel: this does not hold. {'. '.join(gaps)}.")
    if how not in AGREED or not panel.asked_on <= agreed_on <= accepted_on <= today:
        raise NotAllowed("The person agrees after they asked for the panel, then the Ombudsman accepts, by today.")
    ombudsman.open_case(
        db, reference, case=case, received_on=accepted_on, status=ombudsman.ENQUIRY, service=None,
        words="Early referral instead of a review panel.", keys=keys, actor=actor, now=now,
    )  # fmt: skip
    said = "\n".join(EARLY.values())
    record(
        db,
        case,
        Event.S3_REFERRED,
        actor=actor,
        now=now,
        on=accepted_on,
        reason=f"agreed_{how}",
        details=said,
        keys=keys,
    )
    words = letter(db, case, now, KIND, agreed_on=agreed_on, their_reference=reference)
    release(db, case, KIND, words.content(), event=None, actor=actor, now=now, keys=keys)


def panel_after_all(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """Sent back, or the person wants their panel: it is owed, counted from the day it was asked for."""
    panel = current(db, case)
    if case.state is not State.S3_REFERRED:
        raise NotAllowed("This case was not referred instead of a panel.")
    record(db, case, Event.S3_RESUMED, actor=actor, now=now, starts_on=panel.asked_on)
