"""What comes up while a case is open, in a message, an interview or an answer, goes to duty at once (E-41)."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.alerting import Raised, raise_alert
from models.cases.contacting import card_of
from models.cases.said_not_safe import reach
from models.cases.told import ContactCard
from models.procedure.terms import Safe, Way
from models.sealing import Keyring
from models.tables.case import Case


def refer(db: Session, case: Case, said: str, worker: str, *, keys: Keyring, actor: Actor, now: datetime) -> Raised:
    """Whoever reads or hears it sends it. `worker`: who of us it is about, whom the wall keeps from it from now on.
    The caller commits before it promises."""
    return raise_alert(
        db, council=case.council, kind=Safe.NO, said=said, reach=_reach(db, case, keys),
        about_worker=True if worker else None, worker=worker, holder_id=None, case=case, keys=keys, actor=actor,
        now=now,
    )  # fmt: skip


def _reach(db: Session, case: Case, keys: Keyring) -> str:
    """The ways that are safe as they are today, as duty cannot open the case."""
    card = card_of(db, keys, case)
    if card is None:
        return f"See the contact card of {case.reference}"
    known = {field.name: card[field.name] for field in fields(ContactCard) if field.name in card}
    return reach(ContactCard(**known | {"ways": tuple(Way(way) for way in known["ways"])}), "")
