"""Whether somebody who sends a complaint for a child is to be looked at: was the child asked (E-20, E-26)."""

from sqlalchemy.orm import Session

from models.cases.caring_details import statement_of
from models.procedure.speaking import Speaks, speaks_for
from models.procedure.terms import Channel, Journey
from models.sealing import Keyring
from models.tables.case import Case


def speaking_for(db: Session, case: Case, keys: Keyring) -> Speaks:
    """What cannot be shown says nothing of the child, so it is asked."""
    journey, online = Journey(case.journey), case.channel is Channel.ONLINE
    said = statement_of(db, case, keys) if journey is Journey.ADVOCATE else None
    instructed, conflict = (said.instructed, said.conflict) if said else ("non_instructed", "")
    return speaks_for(journey, online=online, instructed=instructed, conflict=conflict)
