"""Who said "No, I am not safe" and sends, without having written to the safety team: the team gets it (experience 2.5).

The question says so before it is answered: "People who keep children safe will read what you tell us."
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import contacting
from models.cases.alerting import raise_alert
from models.cases.caring_details import called, details_of
from models.cases.contact_rows import rows_of, warnings
from models.cases.keeping_from import named
from models.cases.releasing import page_of
from models.cases.statement import Statement
from models.procedure.terms import Journey, Safe
from models.sealing import Keyring
from models.tables.case import Case
from models.tables.holder import Holder

NO_WORDS = {
    Journey.YOUNG_PERSON: "They said that they are not safe. They wrote no words beside it.",
    Journey.PARENT: "They said that a child is in danger. They wrote no words beside it.",
}
NOT_SHOWN = "How to reach them cannot be shown here. Ring the complaints team."


def alert_for_it(
    db: Session, case: Case, said: Statement, holder: Holder, *, keys: Keyring, actor: Actor, now: datetime
) -> bool:
    """One alert, with their words and their safe ways; none where they have sent one themselves."""
    if said.safe is not Safe.NO or holder.alerted:
        return False
    names, how = ", ".join(said.kept_from), reach(asdict(said.sender_card), said.confidential)
    raise_alert(
        db, council=case.council, kind=Safe.NO, said=_words(said), reach=how,
        about_worker=True if names else None, worker=names, holder_id=holder.id, case=case,
        keys=keys, actor=actor, now=now,
    )  # fmt: skip
    return True


def _words(said: Statement) -> str:
    written = [said.account, *(point.what for point in said.points)]
    return "\n\n".join(filter(None, written)) or NO_WORDS[said.journey]


def reach(card: Mapping[str, Any] | None, details: Mapping[str, Any], *, page: bool = True) -> str:
    """The card as the safety team has to have it at once: only ways that they said are safe, with all there is to mind
    on each, and who must not see or know (PRV-10)."""
    rows = rows_of(card, shown=True, page=page)
    ways = [
        f"{row['way']}: {row['words']}" if row["words"] else str(row["way"]) for row in rows or () if row["allowed"]
    ]
    name, not_know = called(details), named(details)
    mind = [*warnings(card), *([f"Must not know: {not_know}."] if not_know else [])]
    return "\n".join([*([name] if name else []), *(ways if rows is not None else [NOT_SHOWN]), *mind])


def reach_now(db: Session, case: Case, keys: Keyring) -> str:
    """The same for an alert that one of us raises: duty opens no case (decisions 13). `keys`: with its locks."""
    card, page = contacting.card_of(db, keys, case), page_of(db, case)
    return reach(card, details_of(db, case, keys) or {}, page=page)
