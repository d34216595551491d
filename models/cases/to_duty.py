"""What comes up while a case is open, in a message, an interview or an answer, goes to duty at once (E-41)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.alerting import Raised, raise_alert
from models.cases.said_not_safe import reach_now
from models.procedure.terms import Safe
from models.sealing import Keyring
from models.tables.case import Case


def refer(db: Session, case: Case, said: str, worker: str, *, keys: Keyring, actor: Actor, now: datetime) -> Raised:
    """Whoever reads or hears it sends it. `worker`: who of us it is about, whom the wall keeps from it from now on.
    The caller commits before it promises."""
    return raise_alert(
        db, council=case.council, kind=Safe.NO, said=said, reach=reach_now(db, case, keys),
        about_worker=True if worker else None, worker=worker, holder_id=None, case=case, keys=keys, actor=actor,
        now=now,
    )  # fmt: skip
