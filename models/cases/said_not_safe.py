"""Who said "No, I am not safe" and sends, without having written to the safety team: the team gets it (experience 2.5).

The question says so before it is answered: "People who keep children safe will read what you tell us."
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.alerting import raise_alert
from models.cases.statement import Statement
from models.cases.told import ContactCard
from models.procedure.terms import Journey, Safe, Way
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.holder import Holder

NO_WORDS = {
    Journey.YOUNG_PERSON: "They said that they are not safe. They wrote no words beside it.",
    Journey.PARENT: "They said that a child is in danger. They wrote no words beside it.",
}
SEEN = "others may see or hear it"


def alert_for_it(
    db: Session, case: Case, said: Statement, holder: Holder, *, keys: Keyring, actor: Actor, now: datetime
) -> bool:
    """One alert, with their words and their safe ways; none where they have sent one themselves."""
    if said.safe is not Safe.NO or holder.alerted:
        return False
    names = ", ".join(said.kept_from)
    raise_alert(
        db, council=case.council, kind=Safe.NO, said=_words(said), reach=reach(said.sender_card, said.name),
        about_worker=True if names else None, worker=names, holder_id=holder.id, case=case,
        keys=keys, actor=actor, now=now,
    )  # fmt: skip
    return True


def _words(said: Statement) -> str:
    written = [said.account, *(point.what for point in said.points)]
    return "\n\n".join(filter(None, written)) or NO_WORDS[said.journey]


def reach(card: ContactCard, name: str) -> str:
    """Only ways that they said are safe, and which of them others may see."""
    to = {
        Way.CALL: ("Call", card.call_number), Way.TEXT: ("Text", card.text_number), Way.EMAIL: ("Email", card.email),
        Way.POST: ("Write", card.address),
        Way.TRUSTED: ("Through", ", ".join(filter(None, [card.trusted_name, card.trusted_reach]))),
    }  # fmt: skip
    ways = [
        f"{to[one.way][0]} {to[one.way][1]}{f' ({SEEN})' if one.shared else ''}"
        for one in card.choices
        if one.allowed and one.way in to
    ]
    return "; ".join([*([name] if name else []), *ways, "or on their own page here"])
